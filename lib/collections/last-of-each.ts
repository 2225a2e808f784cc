/** Of those with one key the last one, where the first one of them was. */
export function lastOfEach<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
