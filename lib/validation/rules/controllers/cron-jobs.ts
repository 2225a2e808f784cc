import { scheduleProblem } from '../../../model/cron';
import { timeZones } from '../../../schemas/time-zones';
import { didYouMean, isNearly } from '../../../text/did-you-mean';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { ruleOnParts, Severity, withSpec } from '../../rule';

const BATCH = 'pkg/apis/batch/validation/validation.go';

export const W9 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The schedule of a CronJob can be read',
  why: 'The API server refuses the CronJob.',
  source: `Kubernetes 1.29 to 1.37: ${BATCH} (validateScheduleFormat); github.com/robfig/cron v3.0.1: parser.go (ParseStandard)`,
  bad: withSpec('CronJob', { schedule: '0 0 4 * * *' }),
  good: withSpec('CronJob', { schedule: '0 4 * * *' }),
  of: {
    CronJobSpec: ({ field }, report) => {
      const schedule = field.text('schedule');
      const { value } = schedule;
      if (schedule.isEmpty) {
        tell(report, schedule, 'is missing: write when it runs, such as "0 4 * * *"');
      } else {
        const problem = value === undefined ? undefined : scheduleProblem(value);
        if (problem) tell(report, schedule, `is ${shown(value)}, which ${problem}`);
      }
    },
  },
});

export const W10 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The time zone of a CronJob is one that there is',
  why: 'The API server refuses the CronJob.',
  source: `Kubernetes 1.29 to 1.37: ${BATCH} (validateTimeZone); the IANA time zone database 2025c, which its programs hold`,
  bad: withSpec('CronJob', { timeZone: 'Europe/Berln' }),
  good: withSpec('CronJob', { timeZone: 'Europe/Berlin' }),
  of: {
    CronJobSpec: ({ field }, report) => {
      const zone = field.text('timeZone');
      const { value } = zone;
      if (value === undefined) return;
      zones ??= new Set(timeZones());
      // Files that some systems have beside those of the zones.
      if (zones.has(value.replace(/^(posix|right)\//, '')) || value === 'posixrules') return;
      const near = [...zones].filter((one) => isNearIn(value, one));
      const remedy = didYouMean(value, near, 'write a name such as Europe/Berlin or Etc/UTC, or drop it');
      tell(report, zone, `is ${shown(value)}, which is no time zone: ${remedy}`);
    },
  },
});

/** Whether each part is nearly that of the other: a city of four letters is not another one. */
function isNearIn(zone: string, other: string): boolean {
  const [parts, others] = [zone, other].map((one) => one.split('/'));
  return parts.length !== others.length || parts.every((part, i) => part === others[i] || isNearly(part, others[i]));
}

let zones: ReadonlySet<string> | undefined;
