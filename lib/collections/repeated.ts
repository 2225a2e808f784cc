/** The second one of each key that several have. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => unknown = (item) => item): T[] {
  const times = new Map<unknown, number>();
  return items.filter((item) => {
    const key = keyOf(item);
    times.set(key, (times.get(key) ?? 0) + 1);
    return times.get(key) === 2;
  });
}
