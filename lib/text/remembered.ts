const MOST = 10_000;
const LONGEST = 300;

/** A function of a text that computes each text once: many parts of an app ask about the same few. */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const entry = known.get(text);
    if (entry !== undefined) return entry.value;
    const value = compute(text);
    if (text.length <= LONGEST && known.size < MOST) known.set(text, { value });
    return value;
  };
}
