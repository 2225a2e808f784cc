/** Each item that comes again, behind the first one of its key; what has no key is like no other. */
export function repetitionsIn<T>(items: readonly T[], keyOf: (item: T) => unknown): [first: T, again: T][] {
  const known = new Map<unknown, T>();
  return items.flatMap((item): [T, T][] => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const first = known.get(key);
    if (first !== undefined) return [[first, item]];
    known.set(key, item);
    return [];
  });
}
