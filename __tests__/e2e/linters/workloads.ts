import { type Chart, Duration, Size } from 'cdk8s';
import { Cpu, ImagePullPolicy, k8s } from 'cdk8s-plus-28';
import {
  ContainerProbe,
  InfisicalAuth,
  SecretSyncedApp,
  SecretSyncedCronJob,
  SecretSyncedDaemonSet,
  SecretSyncedJob,
  SecretSyncedRollout,
  SecretSyncedStatefulSet,
  SyncedSecret,
} from '../../../lib';

const DIGEST = `registry.example.com/api:1.0@sha256:${'0123456789abcdef'.repeat(4)}`;

const strategy = { canary: { steps: [{ setWeight: 50 }] } };
const schedule = '0 4 * * *';

function secretOf(chart: Chart): SyncedSecret {
  return new SyncedSecret(chart, 'secrets', {
    auth: InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'default' } }),
    source: { projectSlug: 'shop', environment: 'prod' },
  });
}

/** One workload of each kind, with an image and a key and nothing else: what we write by default. */
export function defaultWorkloads(chart: Chart): void {
  const common = { image: 'registry.example.com/api:1.0', secret: secretOf(chart), secretKeys: ['TOKEN'] };
  const serving = { ...common, port: 8080 };
  new SecretSyncedApp(chart, 'app', serving);
  new SecretSyncedStatefulSet(chart, 'stateful-set', serving);
  new SecretSyncedDaemonSet(chart, 'daemon-set', common);
  new SecretSyncedJob(chart, 'job', common);
  new SecretSyncedCronJob(chart, 'cron-job', { ...common, schedule });
  new SecretSyncedRollout(chart, 'rollout', { ...serving, strategy });
}

/** What the page says to write where a linter asks for more. */
const ALL = {
  image: DIGEST,
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  secretFiles: [{ path: '/keys', secretKeys: ['TOKEN'] }],
  resources: {
    cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
    memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
    ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
  },
  containerSecurityContext: { user: 10_001, group: 10_001, readOnlyRootFilesystem: true },
  securityContext: { fsGroup: 10_001 },
  serviceAccountName: 'shop',
};

const PROBED = {
  liveness: ContainerProbe.fromHttpGet('/live', { port: 8080 }),
  readiness: ContainerProbe.fromHttpGet('/ready', { port: 8080 }),
};

/** Pods of one workload, on nodes apart. */
function apart(name: string): k8s.Affinity {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
          },
        },
      ],
    },
  };
}

/** One workload of each kind with all that the page names, and the objects of Kubernetes that it names beside them. */
export function completeWorkloads(chart: Chart): void {
  const common = { ...ALL, secret: secretOf(chart) };
  const replicated = (name: string) => ({ ...common, ...PROBED, port: 8080, replicas: 3, affinity: apart(name) });
  new SecretSyncedApp(chart, 'app', replicated('app'));
  new SecretSyncedStatefulSet(chart, 'stateful-set', replicated('stateful-set'));
  new SecretSyncedDaemonSet(chart, 'daemon-set', { ...common, ...PROBED, ports: [{ number: 8080 }] });
  new SecretSyncedJob(chart, 'job', { ...common, ttlAfterFinished: Duration.hours(1) });
  new SecretSyncedCronJob(chart, 'cron-job', { ...common, schedule, startingDeadline: Duration.minutes(5) });
  const { service } = new SecretSyncedRollout(chart, 'rollout', { ...replicated('rollout'), strategy });
  // These linters know no Rollouts, and miss the pods of the Service.
  service?.metadata.addAnnotation('ignore-check.kube-linter.io/dangling-service', 'The pods are those of a Rollout');
  service?.metadata.addAnnotation('kube-score/ignore', 'service-targets-pod');
  accountAndPolicies(chart);
}

function accountAndPolicies(chart: Chart): void {
  new k8s.KubeServiceAccount(chart, 'account', { metadata: { name: 'shop' }, automountServiceAccountToken: false });
  for (const name of ['app', 'stateful-set', 'rollout']) {
    new k8s.KubePodDisruptionBudget(chart, `${name}-budget`, {
      metadata: { name },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
  new k8s.KubeNetworkPolicy(chart, 'policy', {
    metadata: { name: 'shop' },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: k8s.IntOrString.fromNumber(8080) }] }],
      egress: [{ ports: [{ port: k8s.IntOrString.fromNumber(443) }] }],
    },
  });
}
