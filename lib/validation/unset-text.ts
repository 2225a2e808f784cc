/**
 * Texts that stand for nothing: what a program writes when a variable is not set (`${process.env.TENANT}`), in TypeScript,
 * Java (`null`), Python (`None`) and Go (`<nil>`).
 */
const NEVER_MEANT = /\[object [A-Za-z]+\]|<nil>|%!\w?\((?:MISSING|<nil>)/;
const NOTHING = /^(?:undefined|null|NaN|None)$/;

/**
 * The part of a name, place or host that stands for nothing; undefined if there is none. It must be all of a part between
 * "/", ".", ":" and the like, or the last word of one: `shop-undefined`, `orders:undefined`, `https://undefined/api`. In
 * `undefined-behaviour` it is a word like any other, and so is the Null of `dev-nullify`.
 *
 * @param isComposed whether such a text is usually put together, so that the first or a middle word counts too for
 * `undefined`, which hardly any name has: `undefined-shop`
 */
export function unsetPartOf(value: string, { isComposed = false } = {}): string | undefined {
  const never = NEVER_MEANT.exec(value)?.[0];
  if (never !== undefined) return never;
  for (const part of value.split(/[^\p{L}\p{N}_-]+/u)) {
    const words = part.split(/[-_]/);
    const last = words[words.length - 1];
    if (NOTHING.test(part)) return part;
    if (NOTHING.test(last) && part !== 'dev-null') return last;
    if (isComposed && words.includes('undefined')) return 'undefined';
  }
  return undefined;
}
