import { Duration } from 'cdk8s';
import { ConcurrencyPolicy } from 'cdk8s-plus-28';
import { SecretSyncedCronJob, type SecretSyncedCronJobProps } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, synthesizeOne } from '../synthesis';

const CRON_JOB: SecretSyncedCronJobProps = {
  image: 'shop:1.0',
  sync: SYNC,
  secretKeys: ['TOKEN'],
  schedule: '0 4 * * *',
};
const cronJobOf = (props: Partial<SecretSyncedCronJobProps> = {}): Manifest =>
  synthesizeOne('CronJob', (chart) => new SecretSyncedCronJob(chart, 'report', { ...CRON_JOB, ...props }));
const failing = (props: object, id = 'report') =>
  errorsOf((chart) => new SecretSyncedCronJob(chart, id, { ...CRON_JOB, ...props }));

test('the smallest CronJob writes nothing that was not asked for', () => {
  const { metadata, spec } = cronJobOf();
  expect(metadata.labels).toEqual({ 'app.kubernetes.io/name': 'report' });
  expect(Object.keys(spec).sort()).toEqual(['jobTemplate', 'schedule']);
  expect(Object.keys(spec.jobTemplate.spec)).toEqual(['template']);
  const pod = spec.jobTemplate.spec.template;
  expect(pod.metadata).toEqual({ labels: { 'app.kubernetes.io/name': 'report' } });
  expect(Object.keys(pod.spec)).toEqual(['automountServiceAccountToken', 'containers', 'restartPolicy']);
});

test('a schedule of any form, and all that is said of its runs', () => {
  expect(
    cronJobOf({
      schedule: '@hourly',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: ConcurrencyPolicy.FORBID,
      suspend: true,
      startingDeadline: Duration.minutes(5),
      successfulJobsRetained: 0,
      failedJobsRetained: 2,
      backoffLimit: 1,
      ttlAfterFinished: Duration.hours(1),
      podSpec: { runtimeClassName: 'gvisor' },
    }).spec,
  ).toMatchObject({
    schedule: '@hourly',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    suspend: true,
    startingDeadlineSeconds: 300,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 2,
    jobTemplate: {
      spec: {
        backoffLimit: 1,
        ttlSecondsAfterFinished: 3600,
        template: { spec: { runtimeClassName: 'gvisor' } },
      },
    },
  });
});

test.each([
  ['a schedule that cron does not know', { schedule: '0 0 4 * * *' }, 'W9'],
  ['no schedule', { schedule: undefined }, 'W9'],
  ['a time zone that there is not', { timeZone: 'Europe/Berln' }, 'W10'],
  ['a restart by the operator', { autoReload: true }, 'C7'],
])('%s is an error', (_, props, rule) => {
  expect(failing(props)).toEqual([expect.stringContaining(`(${rule})`)]);
});

test('a name has 52 characters at most', () => {
  expect(cronJobOf({ name: 'a'.repeat(52) }).metadata.name).toHaveLength(52);
  expect(failing({ name: 'a'.repeat(53) })).toEqual([
    expect.stringContaining('has 53 characters, 52 are allowed (N1)'),
  ]);
});
