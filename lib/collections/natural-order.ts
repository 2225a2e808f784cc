/**
 * Sorted as people count: `team-2` before `team-10`. By code unit but for numbers, so alike in every locale and with every
 * version of Unicode.
 */
export function sortedNaturally<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const withKeys = items.map((item) => ({ item, key: naturalKey(textOf(item)) }));
  return withKeys.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

/** Each text once, sorted as people count. */
export function distinctNaturally(texts: Iterable<string>): string[] {
  return sortedNaturally([...new Set(texts)], (text) => text);
}

/** A text whose order by code unit is the natural one of the given text: before each number stands how long it is. */
export function naturalKey(text: string): string {
  const numbered = text.replaceAll(/\d+/g, (digits) => {
    const number = digits.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(number.length)}${number}`;
  });
  // Numbers that are written differently are not the same name.
  return numbered === text ? text : `${numbered}\0${text}`;
}
