import type { Chart } from 'cdk8s';
import {
  SecretSyncedApp,
  SecretSyncedCronJob,
  SecretSyncedDaemonSet,
  SecretSyncedJob,
  SecretSyncedRollout,
  SecretSyncedStatefulSet,
} from '../../lib';
import { APP } from '../declarations';
import {
  everyPropOfApp,
  everyPropOfCronJob,
  everyPropOfDaemonSet,
  everyPropOfJob,
  everyPropOfRollout,
  everyPropOfStatefulSet,
} from './every-prop';

interface MadeKind {
  readonly kind: string;
  readonly smallest: (chart: Chart) => void;
  readonly every: (chart: Chart) => void;
}

const strategy = { canary: {} };
const schedule = '0 4 * * *';

/** Each kind of workload, with as little as there can be, and with all that there is. */
export const EVERY_KIND: readonly MadeKind[] = [
  {
    kind: 'Deployment',
    smallest: (chart) => new SecretSyncedApp(chart, 'api', APP),
    every: (chart) => new SecretSyncedApp(chart, 'api', everyPropOfApp(chart)),
  },
  {
    kind: 'StatefulSet',
    smallest: (chart) => new SecretSyncedStatefulSet(chart, 'api', APP as object as { image: string }),
    every: (chart) => new SecretSyncedStatefulSet(chart, 'api', everyPropOfStatefulSet(chart)),
  },
  {
    kind: 'DaemonSet',
    smallest: (chart) => new SecretSyncedDaemonSet(chart, 'api', APP),
    every: (chart) => new SecretSyncedDaemonSet(chart, 'api', everyPropOfDaemonSet(chart)),
  },
  {
    kind: 'Job',
    smallest: (chart) => new SecretSyncedJob(chart, 'api', APP),
    every: (chart) => new SecretSyncedJob(chart, 'api', everyPropOfJob(chart)),
  },
  {
    kind: 'CronJob',
    smallest: (chart) => new SecretSyncedCronJob(chart, 'api', { ...APP, schedule }),
    every: (chart) => new SecretSyncedCronJob(chart, 'api', everyPropOfCronJob(chart)),
  },
  {
    kind: 'Rollout',
    smallest: (chart) => new SecretSyncedRollout(chart, 'api', { ...(APP as object as { image: string }), strategy }),
    every: (chart) => new SecretSyncedRollout(chart, 'api', everyPropOfRollout(chart)),
  },
];
