/** How many indexes of a Job a text names (`0,2-4`), or what to write instead. */
export function indexesIn(text: string, completions: number): number | string {
  let [last, count] = [Number.NEGATIVE_INFINITY, 0];
  for (const interval of text === '' ? [] : text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2 || !limits.every((limit) => /^\+?\d+$/.test(limit))) {
      return 'write indexes and ranges of them, such as "0,2-4"';
    }
    const [first, end = first] = limits.map(Number);
    if (end >= completions || first >= completions) return `write indexes below completions, which are ${completions}`;
    if (first <= last || (limits.length === 2 && first >= end)) return 'write the smaller index first';
    count += end - first + 1;
    last = end;
  }
  return count;
}
