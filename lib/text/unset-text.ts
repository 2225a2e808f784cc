/**
 * Texts that stand for nothing: what a program writes when a variable is not set (`${process.env.TENANT}`), in TypeScript,
 * Java (`null`), Python (`None`) and Go (`<nil>`).
 */
const NEVER_MEANT = /\[object [A-Za-z]+\]|<nil>|%!\w?\((?:MISSING|<nil>)/;
const NOTHING = /^v?(null|NaN|None)$/;
/** The word as it is, and behind letters that were to come before a value: `vundefined`, `prundefined`. */
const UNDEFINED = /undefined$/;
/** The one name in which it is a word like any other. */
const BEHAVIOUR = /^behaviou?r/;

const ANY_WORD = /undefined|null|NaN|None/;

/** Whether a text may have such a part, seen at once: of thousands, few have one. */
export function mayStandForNothing(text: string): boolean {
  return ANY_WORD.test(text) || NEVER_MEANT.test(text);
}

/**
 * The part of a name, place or host that stands for nothing; undefined if there is none for certain. `undefined` is looked
 * for in each word, as hardly any name has it: `undefined-shop`, `orders:vundefined`. The others must be all of a part
 * between "/", ".", ":" and the like: `/null/api`, `orders:null`.
 */
export function unsetPartOf(value: string): string | undefined {
  const never = NEVER_MEANT.exec(value)?.[0];
  if (never !== undefined) return never;
  for (const part of partsIn(value)) {
    const words = part.split(/[-_]/);
    if (words.some((word, i) => UNDEFINED.test(word) && !BEHAVIOUR.test(words[i + 1] ?? ''))) return 'undefined';
    const [, nothing] = NOTHING.exec(part) ?? [];
    if (nothing !== undefined) return nothing;
  }
  return undefined;
}

/** The last word of a part that is probably none: `shop-null`, but not `dev-nullify` or `null-1`. */
export function emptyWordOf(value: string): string | undefined {
  for (const part of partsIn(value)) {
    const [, nothing] = NOTHING.exec(part.split(/[-_]/).slice(1).pop() ?? '') ?? [];
    if (nothing !== undefined && part !== 'dev-null') return nothing;
  }
  return undefined;
}

/** The parts of a text that has such a word at all. */
function partsIn(value: string): string[] {
  return ANY_WORD.test(value) ? value.split(/[^\p{L}\p{N}_-]+/u) : [];
}
