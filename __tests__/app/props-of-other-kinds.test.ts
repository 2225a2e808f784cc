import type { Chart } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { SecretSyncedApp, SecretSyncedCronJob, SecretSyncedDaemonSet, SecretSyncedJob } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const COMMON = { image: 'shop:1.0', sync: SYNC, secretKeys: ['DATABASE_URL'] };
/** What plain JavaScript, or a cast, can pass. */
const untyped = (props: object) => props as never;

test.each<[string, (chart: Chart) => void, string]>([
  [
    'replicas of a Job',
    (chart) => new SecretSyncedJob(chart, 'a', untyped({ ...COMMON, replicas: 3 })),
    'SecretSyncedJob has no prop replicas: only SecretSyncedApp, SecretSyncedStatefulSet and SecretSyncedRollout have replicas, drop it (N5)',
  ],
  [
    'the hook of a CronJob',
    (chart) => new SecretSyncedCronJob(chart, 'a', untyped({ ...COMMON, schedule: '0 4 * * *', hook: 'Sync' })),
    'SecretSyncedCronJob has no prop hook: only SecretSyncedJob has hook, drop it (N5)',
  ],
  [
    'the strategy of a DaemonSet',
    (chart) => new SecretSyncedDaemonSet(chart, 'a', untyped({ ...COMMON, strategy: {} })),
    'SecretSyncedDaemonSet has no prop strategy: only SecretSyncedApp, SecretSyncedStatefulSet and SecretSyncedRollout have strategy, drop it (N5)',
  ],
  [
    'what Kubernetes calls a prop',
    (chart) =>
      new SecretSyncedCronJob(chart, 'a', untyped({ ...COMMON, schedule: '0 4 * * *', successfulJobsHistoryLimit: 3 })),
    'SecretSyncedCronJob has no prop successfulJobsHistoryLimit: write successfulJobsRetained (N5)',
  ],
  [
    'what Kubernetes calls a prop of another kind',
    (chart) => new SecretSyncedApp(chart, 'a', untyped({ ...COMMON, startingDeadlineSeconds: 3 })),
    'SecretSyncedApp has no prop startingDeadlineSeconds: only SecretSyncedCronJob has startingDeadline, drop it (N5)',
  ],
])('%s is told', (_, declare, message) => {
  expect(errorsOf(declare)).toEqual([`[project/a] ${message}`]);
});

test('a restart policy that a Job must not have is told as it was written', () => {
  const declare = (chart: Chart) => new SecretSyncedJob(chart, 'a', { ...COMMON, restartPolicy: RestartPolicy.ALWAYS });
  expect(errorsOf(declare).join()).toContain('restartPolicy is "Always", and the pods of a Job end');
});
