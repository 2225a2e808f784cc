import { propOfOtherSpelling, unknownIn } from '../props/misspelt-props';
import type { PropsProblem } from '../props/props-problem';

const RUNNING = 'SecretSyncedApp, SecretSyncedStatefulSet, SecretSyncedDaemonSet and SecretSyncedRollout';
const REPLICATED = 'SecretSyncedApp, SecretSyncedStatefulSet and SecretSyncedRollout';
const ENDING = 'SecretSyncedJob and SecretSyncedCronJob';

/** Which constructs have a prop that not all have. Of autoReload C7 tells. */
const HAVING: { readonly [prop: string]: string } = {
  ...all(['selectorLabels', 'minReady', 'revisionHistoryLimit', 'spread', 'isolate'], RUNNING),
  ...all(['replicas', 'port', 'servicePort', 'serviceType', 'strategy'], REPLICATED),
  progressDeadline: 'SecretSyncedApp and SecretSyncedRollout',
  ...all(['serviceName', 'volumeClaimTemplates', 'podManagementPolicy'], 'SecretSyncedStatefulSet'),
  updateStrategy: 'SecretSyncedDaemonSet',
  ...all(['restartPolicy', 'backoffLimit', 'activeDeadline', 'ttlAfterFinished'], ENDING),
  ...all(['completions', 'parallelism', 'suspend'], ENDING),
  ...all(['hook', 'syncWave', 'recreate'], 'SecretSyncedJob'),
  ...all(['schedule', 'timeZone', 'concurrencyPolicy', 'startingDeadline'], 'SecretSyncedCronJob'),
  ...all(['successfulJobsRetained', 'failedJobsRetained'], 'SecretSyncedCronJob'),
};

/** What Kubernetes calls what is a prop of ours. */
const OURS: { readonly [field: string]: string } = {
  readinessProbe: 'readiness',
  livenessProbe: 'liveness',
  startupProbe: 'startup',
  minReadySeconds: 'minReady',
  progressDeadlineSeconds: 'progressDeadline',
  terminationGracePeriodSeconds: 'terminationGracePeriod',
  topologySpreadConstraints: 'topologySpread',
  dnsConfig: 'dns',
  dnsPolicy: 'dns',
  updateStrategy: 'strategy',
  activeDeadlineSeconds: 'activeDeadline',
  ttlSecondsAfterFinished: 'ttlAfterFinished',
  startingDeadlineSeconds: 'startingDeadline',
  successfulJobsHistoryLimit: 'successfulJobsRetained',
  failedJobsHistoryLimit: 'failedJobsRetained',
};

/**
 * A prop that the kind does not have and a sibling has, or that Kubernetes calls otherwise: plain JavaScript lets it pass,
 * and nobody would read it.
 *
 * @param construct the name of the class
 */
export function propsOfOtherKinds(construct: string, given: object | undefined, known: object): PropsProblem[] {
  const [props, types] = [given ?? {}, known] as readonly { readonly [prop: string]: unknown }[];
  return unknownIn(props, types).flatMap((prop) => {
    // What is spelt almost as a prop has been told.
    if (propOfOtherSpelling(prop, props, types) !== undefined) return [];
    const remedy = remedyFor(prop, types);
    return remedy === undefined ? [] : [{ rule: 'N5', message: `${construct} has no prop ${prop}: ${remedy}` }];
  });
}

function remedyFor(prop: string, known: object): string | undefined {
  const ours = Object.hasOwn(OURS, prop) ? OURS[prop] : undefined;
  if (ours !== undefined && Object.hasOwn(known, ours)) return `write ${ours}`;
  const having = Object.hasOwn(HAVING, prop) ? HAVING[prop] : ours && HAVING[ours];
  return having && `only ${having} ${having.includes(' and ') ? 'have' : 'has'} ${ours ?? prop}, drop it`;
}

function all(props: readonly string[], having: string): { readonly [prop: string]: string } {
  return Object.fromEntries(props.map((prop) => [prop, having]));
}
