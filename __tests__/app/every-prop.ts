import { type Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ArgoCdHook,
  type EndingWorkloadProps,
  PodSecurityLevel,
  type ReplicatedWorkloadProps,
  type RunningWorkloadProps,
  type SecretSyncedAppProps,
  type SecretSyncedCronJobProps,
  type SecretSyncedDaemonSetProps,
  type SecretSyncedJobProps,
  type SecretSyncedRolloutProps,
  type SecretSyncedStatefulSetProps,
  type SecretSyncedWorkloadProps,
} from '../../lib';
import { SYNC } from '../declarations';

/** All but one of two that say the same. */
type Every<T> = Required<Omit<T, 'secret' | 'secretPath' | 'serviceAccountName'>>;

function everyPropOfWorkload(chart: Chart): Every<SecretSyncedWorkloadProps> {
  return {
    image: 'api:1.0',
    name: 'orders',
    containerName: 'server',
    takeOver: false, // see take-over.test.ts
    writeOptional: true,
    namespace: 'shop',
    sync: { ...SYNC, secretNamespace: 'shop' },
    secretKeys: { DB_URL: 'DATABASE_URL', TOKEN: 'TOKEN' },
    secretFiles: [{ path: '/keys', secretKeys: ['CERTIFICATE'] }],
    env: { LOG_LEVEL: 'info' },
    envVariables: { POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) },
    envOrder: ['POD'],
    envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'flags', 'flags'))],
    ports: [{ number: 3000, name: 'http' }],
    command: ['./api'],
    args: ['--verbose'],
    workingDir: '/app',
    volumeMounts: [{ mountPath: '/tmp', name: 'tmp' }],
    imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
    resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(256) } },
    readiness: kplus.Probe.fromHttpGet('/ready'),
    liveness: kplus.Probe.fromHttpGet('/live'),
    startup: kplus.Probe.fromTcpSocket(),
    lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) },
    podSecurity: PodSecurityLevel.PRIVILEGED,
    containerSecurityContext: { user: 1000, group: 2000, readOnlyRootFilesystem: true },
    labels: { team: 'checkout' },
    local: { buildContext: '.' }, // see local-stack.test.ts
    metadata: { annotations: { 'example.com/owner': 'checkout' }, labels: { tier: 'web' } },
    podMetadata: { annotations: { 'example.com/scrape': 'true' } },
    containers: [{ name: 'proxy', image: 'proxy:1.0' }],
    initContainers: [{ name: 'migrate', image: 'migrate:1.0' }],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'cache', emptyDir: { medium: 'Memory' } },
    ],
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'orders'),
    securityContext: { fsGroup: 3000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dns: { policy: kplus.DnsPolicy.DEFAULT },
    dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'registry', 'registry'),
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    priorityClassName: 'high',
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] } },
        ],
      },
    },
    topologySpread: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
    imagePullSecrets: ['mirror'],
    podSpec: { runtimeClassName: 'gvisor' },
    hostNetwork: true,
    terminationGracePeriod: Duration.seconds(60),
  };
}

function everyPropOfRunning(chart: Chart): Every<RunningWorkloadProps> {
  return {
    ...everyPropOfWorkload(chart),
    selectorLabels: { app: 'orders' },
    minReady: Duration.seconds(10),
    revisionHistoryLimit: 3,
    isolate: true,
    spread: true,
  };
}

function everyPropOfReplicated(chart: Chart): Every<ReplicatedWorkloadProps> {
  return {
    ...everyPropOfRunning(chart),
    port: 3000,
    servicePort: 80,
    serviceType: kplus.ServiceType.NODE_PORT,
    replicas: 3,
  };
}

function everyPropOfEnding(chart: Chart): Every<EndingWorkloadProps> {
  return {
    ...everyPropOfWorkload(chart),
    restartPolicy: kplus.RestartPolicy.ON_FAILURE,
    backoffLimit: 2,
    activeDeadline: Duration.minutes(10),
    ttlAfterFinished: Duration.hours(1),
    completions: 2,
    parallelism: 2,
    suspend: true,
  };
}

/** Props of each kind with something in each of them. */
export function everyPropOfApp(chart: Chart): Every<SecretSyncedAppProps> {
  return {
    ...everyPropOfReplicated(chart),
    autoReload: true,
    strategy: kplus.DeploymentStrategy.recreate(),
    progressDeadline: Duration.seconds(120),
  };
}

export function everyPropOfStatefulSet(chart: Chart): Every<SecretSyncedStatefulSetProps> {
  return {
    ...everyPropOfReplicated(chart),
    autoReload: true,
    serviceName: 'orders',
    serviceType: kplus.ServiceType.CLUSTER_IP,
    volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }],
    volumeMounts: [
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: '/data', name: 'data' },
    ],
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    strategy: kplus.StatefulSetUpdateStrategy.onDelete(),
  };
}

export function everyPropOfDaemonSet(chart: Chart): Every<SecretSyncedDaemonSetProps> {
  return {
    ...everyPropOfRunning(chart),
    autoReload: true,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
  };
}

export function everyPropOfJob(chart: Chart): Every<SecretSyncedJobProps> {
  return { ...everyPropOfEnding(chart), suspend: false, hook: ArgoCdHook.SYNC, syncWave: -3, recreate: true };
}

export function everyPropOfCronJob(chart: Chart): Every<SecretSyncedCronJobProps> {
  return {
    ...everyPropOfEnding(chart),
    schedule: '0 4 * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
    startingDeadline: Duration.minutes(5),
    successfulJobsRetained: 1,
    failedJobsRetained: 1,
  };
}

export function everyPropOfRollout(chart: Chart): Every<SecretSyncedRolloutProps> {
  return {
    ...everyPropOfReplicated(chart),
    strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
    progressDeadline: Duration.seconds(120),
  };
}
