import { looksLikeCredential } from './credential-text';

/** How many characters must be put in, dropped, exchanged or swapped with their neighbour to make one text of the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  let before = previous;
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? before[j - 2] + 1 : exchanged;
      current.push(Math.min(exchanged, swapped, previous[j] + 1, current[j - 1] + 1));
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length];
}

/** The candidate that a person who wrote the name has most likely meant; none if they all look different. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > 2) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // Two changes turn any short name into any other.
    if (distance <= 2 && distance < name.length / 2 && distance < (best?.distance ?? 3)) best = { candidate, distance };
  }
  return best?.candidate;
}

/**
 * The word of a closed set that a person has meant for certain: the same in other case, or the only one that is near.
 * Where two are as near, nobody knows.
 */
export function meantWord(text: string, words: readonly string[]): string | undefined {
  const near = closest(text, words);
  if (near === undefined) return undefined;
  const distanceTo = (word: string) => editDistance(text.toLowerCase(), word.toLowerCase());
  const isAlone = words.every((word) => word === near || distanceTo(word) > distanceTo(near));
  return isAlone ? near : undefined;
}

/** Whether a person who wrote one name has most likely meant the other one. */
export function isNearly(name: string, meant: string): boolean {
  return name !== meant && closest(name, [meant]) !== undefined;
}

/** The end of a message about an unknown name: a question if one of the candidates is close, else the remedy. */
export function didYouMean(name: string, candidates: Iterable<string>, remedy: string): string {
  const candidate = closest(name, candidates);
  // What looks like a value is no name to offer.
  return candidate === undefined || looksLikeCredential(candidate) ? remedy : `did you mean "${candidate}"?`;
}
