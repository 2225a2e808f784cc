/** A pattern of exactly the whole numbers from one to another, as people write them: no sign but `-`, no leading zero. */
export function wholeNumberPattern(min: number, max: number): string {
  const negative = min < 0 ? digitsBetween(Math.max(1, -max), -min).map((digits) => `-${digits}`) : [];
  const others = max < 0 ? [] : digitsBetween(Math.max(0, min), max);
  const all = [...others, ...negative];
  return all.length === 1 ? all[0] : `(?:${all.join('|')})`;
}

/** Patterns of the numbers from one that is not negative to another. */
function digitsBetween(min: number, max: number): string[] {
  if (min > max) return [];
  if (min === 0) return ['0', ...digitsBetween(1, max)];
  const [shortest, longest] = [String(min).length, String(max).length];
  const patterns: string[] = [];
  for (let length = shortest; length <= longest; length++) {
    const last = lastFullLength(length, min, max);
    if (last < length) {
      const from = String(Math.max(min, 10 ** (length - 1)));
      const to = String(Math.min(max, 10 ** length - 1));
      patterns.push(...ofOneLength(from, to));
    } else {
      patterns.push(`[1-9]${digits(length - 1, last - 1)}`);
      length = last;
    }
  }
  return patterns;
}

/** The longest length from one on of which all numbers are among those asked for; less than it where it is none itself. */
function lastFullLength(from: number, min: number, max: number): number {
  let length = from;
  while (min <= 10 ** (length - 1) && 10 ** length - 1 <= max) length++;
  return length - 1;
}

function ofOneLength(from: string, to: string): string[] {
  if (from === '') return [''];
  const [first, last] = [Number(from[0]), Number(to[0])];
  const [restFrom, restTo] = [from.slice(1), to.slice(1)];
  if (first === last) return ofOneLength(restFrom, restTo).map((rest) => `${first}${rest}`);
  const isLow = /^0*$/.test(restFrom);
  const isHigh = /^9*$/.test(restTo);
  const [low, high] = [isLow ? first : first + 1, isHigh ? last : last - 1];
  const count = restFrom.length;
  return [
    ...(isLow ? [] : ofOneLength(restFrom, '9'.repeat(count)).map((rest) => `${first}${rest}`)),
    ...(low > high ? [] : [`${low === high ? low : `[${low}-${high}]`}${digits(count, count)}`]),
    ...(isHigh ? [] : ofOneLength('0'.repeat(count), restTo).map((rest) => `${last}${rest}`)),
  ];
}

function digits(least: number, most: number): string {
  if (most === 0) return '';
  if (least !== most) return `[0-9]{${least},${most}}`;
  return least === 1 ? '[0-9]' : `[0-9]{${least}}`;
}
