/** The rules, by the letter of what they are about: `docs/rules.md` lists them. */
const NUMBERS = {
  A: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17],
  C: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  D: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27],
  E: [1, 2, 3, 4, 5, 6, 7],
  F: [1, 2, 3, 4, 5, 6],
  G: [1, 2, 3, 4, 5, 6],
  H: [1, 2, 3, 4, 5, 6, 7, 8],
  J: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  K: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  L: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  M: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27],
  N: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13],
  O: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
  P: [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 37, 38, 39, 40,
  ],
  R: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
  S: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  T: [1, 2, 3, 4, 5, 6, 7, 8],
  W: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  X: [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28, 29, 30, 31, 32,
    33, 34, 36, 37, 38, 39, 40, 41, 44, 45, 46, 47,
  ],
} as const;

export type RuleId = IdOf<typeof NUMBERS>;

export const RULE_IDS = idsOf(NUMBERS);

type Numbers = { readonly [letter: string]: readonly number[] };
type IdOf<N extends Numbers> = { [L in keyof N & string]: `${L}${N[L][number]}` }[keyof N & string];

export function idsOf<const N extends Numbers>(numbers: N): readonly IdOf<N>[] {
  const ids = Object.entries(numbers).flatMap(([letter, all]) => all.map((number) => `${letter}${number}`));
  return ids as unknown as readonly IdOf<N>[];
}

export function isRuleId(text: string): text is RuleId {
  return RULE_IDS.some((id) => id === text);
}
