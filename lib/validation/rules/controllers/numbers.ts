import { pathText } from '../../../model/field';
import type { PartType } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

const NUMBERS = {
  DeploymentSpec: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  StatefulSetSpec: ['replicas', 'minReadySeconds'],
  StatefulSetOrdinals: ['start'],
  RollingUpdateStatefulSetStrategy: ['partition'],
  DaemonSetSpec: ['minReadySeconds', 'revisionHistoryLimit'],
  ReplicaSetSpec: ['replicas', 'minReadySeconds'],
  ReplicationControllerSpec: ['replicas', 'minReadySeconds'],
  JobSpec: [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
    'ttlSecondsAfterFinished',
  ],
  CronJobSpec: ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
} as const satisfies { readonly [T in PartType]?: readonly string[] };

export const W3 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A number of pods, tries or seconds is not negative',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go, pkg/apis/batch/validation/validation.go, pkg/apis/core/validation/validation.go (ValidateNonnegativeField)',
  bad: withSpec('Deployment', { replicas: -1 }),
  good: withSpec('Deployment', { replicas: 0 }),
  of: Object.fromEntries(
    Object.entries(NUMBERS).map(([type, names]) => [
      type,
      (part: Part, report: PartReport) => {
        for (const name of names) {
          const raw = part.raw[name];
          if ((typeof raw !== 'number' && typeof raw !== 'bigint') || raw >= 0) continue;
          const place = part.field.at(name);
          tell(report, place, `is ${shown(raw)}: write 0 or more`);
        }
      },
    ]),
  ),
});

export const W12 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A Deployment may take longer than its pods need to be ready',
  why: 'The API server refuses the Deployment: without progressDeadlineSeconds it has 600 seconds.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidateDeploymentSpec)',
  bad: withSpec('Deployment', { minReadySeconds: 60, progressDeadlineSeconds: 60 }),
  good: withSpec('Deployment', { minReadySeconds: 60, progressDeadlineSeconds: 61 }),
  of: {
    DeploymentSpec: ({ field }, report) => {
      const [deadline, ready] = [field.number('progressDeadlineSeconds'), field.number('minReadySeconds')];
      if (deadline.isUnresolved || (deadline.isGiven && deadline.value === undefined)) return;
      const [most, least] = [deadline.value ?? 600, ready.value ?? 0];
      if (most < 0 || most > least) return;
      const what = deadline.isGiven ? `is ${shown(most)}` : 'is missing, so that it is 600';
      tell(report, deadline, `${what}: write more than ${pathText(ready.path)}, which is ${least}`);
    },
  },
});
