import { shown } from '../text/shown';

/** What is wrong with a number of pods, or a part of all in percent, if anything; what has another type is for others. */
export function amountOrPercentProblem(raw: unknown): string | undefined {
  if (typeof raw === 'number') return raw < 0 ? `is ${shown(raw)}: write 0 or more` : undefined;
  if (typeof raw !== 'string') return undefined;
  const [, percent] = /^(\d+)%$/.exec(raw) ?? [];
  if (percent === undefined) return `is ${shown(raw)}: write a number, or a percentage such as "50%"`;
  return Number(percent) > 100 ? `is ${shown(raw)}: write at most "100%"` : undefined;
}
