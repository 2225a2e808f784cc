import type { Manifest } from '../../synthesis';

/** An object with as much as one of its kind can say at once, or with as little. */
export interface RichObject {
  readonly name: string;
  readonly object: Manifest;
}

const exec = { command: ['true'] };
const http = { port: 'http', path: '/live', host: 'a.example', httpHeaders: [{ name: 'A', value: 'b' }] };

const container = {
  name: 'api',
  image: 'api:1.2',
  command: ['serve'],
  args: ['--all'],
  workingDir: '/srv',
  ports: [{ name: 'http', containerPort: 80, protocol: 'TCP', hostIP: '10.0.0.1', hostPort: 8080 }],
  env: [
    { name: 'PLAIN', value: 'a' },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'a', key: 'b', optional: true } } },
    { name: 'FIELD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
  ],
  envFrom: [{ prefix: 'A_', secretRef: { name: 'a' } }, { configMapRef: { name: 'a', optional: true } }],
  resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m', memory: '512Mi' } },
  volumeMounts: [{ name: 'empty', mountPath: '/a', subPath: 'a', mountPropagation: 'None' }],
  volumeDevices: [{ name: 'claim', devicePath: '/dev/a' }],
  livenessProbe: { httpGet: http, periodSeconds: 7, terminationGracePeriodSeconds: 5 },
  readinessProbe: { grpc: { port: 80, service: 'a' }, initialDelaySeconds: 3 },
  startupProbe: { tcpSocket: { port: 80, host: 'a.example' }, failureThreshold: 9 },
  lifecycle: { preStop: { httpGet: { port: 80 } }, postStart: { exec } },
  terminationMessagePath: '/dev/other',
  terminationMessagePolicy: 'FallbackToLogsOnError',
  imagePullPolicy: 'Never',
  stdin: true,
  stdinOnce: true,
  tty: true,
  securityContext: {
    capabilities: { add: ['CHOWN'], drop: ['ALL'] },
    privileged: false,
    seLinuxOptions: { level: 's0' },
    runAsUser: 1000,
    runAsGroup: 1000,
    runAsNonRoot: true,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    procMount: 'Default',
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

const claim = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'fast',
  volumeName: 'a',
  selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
  resources: { requests: { storage: '1Gi' } },
};

const volumes = [
  { name: 'empty', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
  { name: 'secret', secret: { secretName: 'a', items: [{ key: 'a', path: 'b', mode: 256 }], defaultMode: 256 } },
  { name: 'config', configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
  {
    name: 'downward',
    downwardAPI: {
      items: [
        { path: 'a', fieldRef: { fieldPath: 'metadata.name' } },
        { path: 'b', resourceFieldRef: { containerName: 'api', resource: 'limits.cpu', divisor: '1m' } },
      ],
    },
  },
  {
    name: 'projected',
    projected: {
      sources: [
        { secret: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
        { configMap: { name: 'b', items: [{ key: 'a', path: 'c' }] } },
        { downwardAPI: { items: [{ path: 'd', fieldRef: { fieldPath: 'metadata.name' } }] } },
        { serviceAccountToken: { path: 'e', audience: 'a', expirationSeconds: 7200 } },
      ],
    },
  },
  { name: 'host', hostPath: { path: '/a' } },
  { name: 'claimed', persistentVolumeClaim: { claimName: 'a', readOnly: true } },
  { name: 'claim', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: claim } } },
  {
    name: 'csi',
    csi: { driver: 'a.example', readOnly: true, volumeAttributes: { a: 'b' }, nodePublishSecretRef: { name: 'a' } },
  },
  { name: 'nfs', nfs: { server: 'a.example', path: '/a', readOnly: true } },
  { name: 'iscsi', iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.example:a', lun: 1, fsType: 'ext4' } },
  { name: 'rbd', rbd: { monitors: ['10.0.0.1'], image: 'a', secretRef: { name: 'a' } } },
  { name: 'azure', azureDisk: { diskName: 'a', diskURI: 'https://a.example/a' } },
  { name: 'scale', scaleIO: { gateway: 'a', system: 'a', volumeName: 'a', secretRef: { name: 'a' } } },
];

const term = {
  labelSelector: { matchLabels: { a: 'b' } },
  namespaces: ['a'],
  namespaceSelector: { matchLabels: { a: 'b' } },
  topologyKey: 'zone',
};
const node = { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }], matchFields: [] };

/** With volumes of its own only. */
const mounted = { ...container, volumeDevices: [] };

/** What pods can say at once. */
const pod = {
  containers: [
    container,
    { name: 'latest', image: 'api', livenessProbe: { exec }, lifecycle: { preStop: { tcpSocket: { port: 80 } } } },
    { name: 'digest', image: `api@sha256:${'a'.repeat(64)}`, resources: { limits: { cpu: '1' } } },
    { name: 'both', image: `api:latest@sha256:${'a'.repeat(64)}` },
    { name: 'port', image: 'registry.example:5000/api', imagePullPolicy: 'IfNotPresent' },
  ],
  initContainers: [
    { name: 'init', image: 'init:2', env: [{ name: 'A', value: 'a' }], resources: { requests: { cpu: '1' } } },
  ],
  volumes,
  terminationGracePeriodSeconds: 60,
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['10.0.0.1'], searches: ['a'], options: [{ name: 'ndots', value: '2' }] },
  nodeSelector: { a: 'b' },
  serviceAccountName: 'api',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  shareProcessNamespace: true,
  setHostnameAsFQDN: true,
  securityContext: {
    runAsUser: 1000,
    runAsGroup: 1000,
    runAsNonRoot: true,
    fsGroup: 1000,
    fsGroupChangePolicy: 'Always',
    supplementalGroups: [1],
    sysctls: [{ name: 'kernel.shm_rmid_forced', value: '0' }],
    seLinuxOptions: { level: 's0' },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  imagePullSecrets: [{ name: 'a' }],
  hostname: 'a',
  subdomain: 'b',
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [node] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: node }],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [term],
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }],
    },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  },
  schedulerName: 'other',
  tolerations: [
    { key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 3 },
    { operator: 'Exists' },
  ],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
  priorityClassName: 'high',
  readinessGates: [{ conditionType: 'a.example/b' }],
  runtimeClassName: 'a',
  overhead: { cpu: '1m' },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { a: 'b' } },
      minDomains: 2,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
    },
  ],
  os: { name: 'linux' },
};

const labels = { app: 'api' };
const metadata = { labels, annotations: { a: 'b' } };
const small = { containers: [{ name: 'api', image: 'api:1' }] };
const onHost = { hostNetwork: true, containers: [{ name: 'api', image: 'api:1', ports: [{ containerPort: 80 }] }] };
const once = { restartPolicy: 'Never' };
const template = (spec: object) => ({ metadata, spec });
const selector = { matchLabels: labels };

function object(apiVersion: string, kind: string, content: object): Manifest {
  return { apiVersion, kind, metadata: { name: 'api', namespace: 'default' }, ...content } as Manifest;
}

const CLAIM = { metadata: { name: 'data', labels: { a: 'b' } }, spec: { ...claim, volumeName: '' } };

const jobSpec = {
  activeDeadlineSeconds: 60,
  ttlSecondsAfterFinished: 60,
  backoffLimit: 3,
  parallelism: 2,
  completions: 4,
};

const KINDS: readonly (readonly [kind: string, apiVersion: string, little: object, much: object])[] = [
  [
    'Deployment',
    'apps/v1',
    { selector, template: template(small) },
    {
      selector,
      template: template(pod),
      replicas: 2,
      minReadySeconds: 3,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 100,
      paused: true,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  ],
  [
    'StatefulSet',
    'apps/v1',
    { selector, serviceName: 'api', template: template(small) },
    {
      selector,
      serviceName: 'api',
      template: template({ ...small, securityContext: { fsGroup: 1 } }),
      replicas: 2,
      minReadySeconds: 3,
      podManagementPolicy: 'Parallel',
      revisionHistoryLimit: 3,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [
        CLAIM,
        {
          metadata: { name: 'more' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  ],
  [
    'DaemonSet',
    'apps/v1',
    { selector, template: template(small) },
    {
      selector,
      template: template(onHost),
      minReadySeconds: 3,
      revisionHistoryLimit: 3,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } },
    },
  ],
  [
    'ReplicaSet',
    'apps/v1',
    { selector, template: template(small) },
    { selector, template: template(onHost), replicas: 3 },
  ],
  [
    'Job',
    'batch/v1',
    { template: template({ ...small, ...once }) },
    { ...jobSpec, template: template({ ...small, ...once }) },
  ],
  [
    'CronJob',
    'batch/v1',
    { schedule: '0 3 * * *', jobTemplate: { spec: { template: template({ ...small, ...once }) } } },
    {
      schedule: '0 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: true,
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 5,
      failedJobsHistoryLimit: 5,
      jobTemplate: { metadata, spec: { ...jobSpec, template: template({ ...small, ...once }) } },
    },
  ],
  [
    'Pod',
    'v1',
    { ...small, volumes: [{ name: 'a' }] },
    { ...pod, volumes: pod.volumes.slice(0, 3), containers: [mounted, ...pod.containers.slice(1)] },
  ],
];

const ports = [
  { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' },
  { name: 'other', port: 81 },
];
const metric = {
  type: 'Resource',
  resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } },
};
const scaled = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: 3 };

export const RICH_OBJECTS: readonly RichObject[] = [
  ...KINDS.flatMap(([kind, apiVersion, little, much]) => [
    { name: `a small ${kind}`, object: object(apiVersion, kind, { spec: little }) },
    { name: `a rich ${kind}`, object: object(apiVersion, kind, { spec: much }) },
  ]),
  {
    name: 'a Deployment on the host',
    object: object('apps/v1', 'Deployment', { spec: { selector, template: template(onHost) } }),
  },
  { name: 'a Pod on the host', object: object('v1', 'Pod', { spec: onHost }) },
  {
    name: 'a Deployment that recreates',
    object: object('apps/v1', 'Deployment', {
      spec: { selector, template: template(small), strategy: { type: 'Recreate' } },
    }),
  },
  {
    name: 'a StatefulSet that waits',
    object: object('apps/v1', 'StatefulSet', {
      spec: { selector, serviceName: 'a', template: template(small), updateStrategy: { type: 'OnDelete' } },
    }),
  },
  {
    name: 'a Job with a queue',
    object: object('batch/v1', 'Job', { spec: { parallelism: 3, template: template({ ...small, ...once }) } }),
  },
  {
    name: 'a Job with an index',
    object: object('batch/v1', 'Job', {
      spec: {
        completions: 3,
        completionMode: 'Indexed',
        backoffLimitPerIndex: 1,
        template: template({ ...small, ...once }),
      },
    }),
  },
  {
    name: 'a Job with a policy',
    object: object('batch/v1', 'Job', {
      spec: {
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
        template: template({ ...small, ...once }),
      },
    }),
  },
  ...['ClusterIP', 'NodePort', 'LoadBalancer'].map((type) => ({
    name: `a Service of ${type}`,
    object: object('v1', 'Service', { spec: { type, selector: labels, ports } }),
  })),
  {
    name: 'a Service that remembers',
    object: object('v1', 'Service', {
      spec: { clusterIP: 'None', sessionAffinity: 'ClientIP', selector: labels, ports },
    }),
  },
  {
    name: 'a Service of one port',
    object: object('v1', 'Service', { spec: { selector: labels, ports: [{ port: 80 }] } }),
  },
  {
    name: 'a Service elsewhere',
    object: object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.example' } }),
  },
  {
    name: 'a small HorizontalPodAutoscaler',
    object: object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: scaled }),
  },
  {
    name: 'a rich HorizontalPodAutoscaler',
    object: object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { ...scaled, minReplicas: 2, metrics: [metric] },
    }),
  },
  {
    name: 'a RoleBinding',
    object: object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
      subjects: [
        { kind: 'User', name: 'a' },
        { kind: 'ServiceAccount', name: 'a', namespace: 'b' },
      ],
    }),
  },
];
