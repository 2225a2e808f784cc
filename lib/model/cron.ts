import { isGoDuration } from './go-duration';

interface Range {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

/** The five fields of a schedule. */
const RANGES: readonly Range[] = [
  { what: 'minute', min: 0, max: 59 },
  { what: 'hour', min: 0, max: 23 },
  { what: 'day of the month', min: 1, max: 31 },
  {
    what: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { what: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule of a CronJob, if anything, and what to write instead. */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'names a time zone: write it into timeZone';
  if (schedule.startsWith('@')) {
    const [, duration] = /^@every (.*)$/s.exec(schedule) ?? [];
    if (DESCRIPTORS.includes(schedule) || (duration !== undefined && isGoDuration(duration))) return undefined;
    return `is none of the short forms: write ${DESCRIPTORS.join(', ')} or "@every 1h30m"`;
  }
  const fields = schedule.split(/[\s\u0085]+/u).filter((field) => field !== '');
  if (fields.length !== 5) {
    return `has ${fields.length} field${fields.length === 1 ? '' : 's'}: write five, minute, hour, day of the month, month and day of the week`;
  }
  for (const [i, range] of RANGES.entries()) {
    const wrong = fields[i].split(',').find((part) => part !== '' && !isInRange(part, range));
    if (wrong !== undefined) return `has "${wrong}" as ${range.what}: write ${formOf(range)}`;
  }
  return undefined;
}

function formOf({ min, max, names = [] }: Range): string {
  const words = names.length > 0 ? ` (or ${names[0]} to ${names.at(-1)})` : '';
  return `"*", numbers from ${min} to ${max}${words}, ranges such as "${min + 1}-${min + 3}" or steps such as "*/2"`;
}

/** Whether it is a number, a range or steps, as the reader that Kubernetes uses takes them. */
function isInRange(text: string, { min, max, names }: Range): boolean {
  const [range, step, ...more] = text.split('/');
  const [low, high, ...further] = range.split('-');
  const isAny = low === '*' || low === '?';
  if (more.length > 0 || (further.length > 0 && !isAny)) return false;
  const start = isAny ? min : numberIn(low, names, min);
  const isOpen = isAny || (high === undefined && step !== undefined);
  const end = isOpen ? max : high === undefined ? start : numberIn(high, names, min);
  const isStep = step === undefined || (numberIn(step) ?? 0) > 0;
  return start !== undefined && end !== undefined && start >= min && end <= max && start <= end && isStep;
}

function numberIn(text: string, names: readonly string[] = [], first = 0): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + first;
  return /^\+?\d+$/.test(text) && Number(text) < 2 ** 63 ? Number(text) : undefined;
}
