import type { Manifest } from '../../synthesis';
import { CLAIM_SPEC, container, pod } from './rich-pod';

/** An object with as much as one of its kind can say at once, or with as little. */
export interface RichObject {
  readonly name: string;
  readonly object: Manifest;
}

/** With volumes of its own only. */
const mounted = { ...container, volumeDevices: [] };

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

const CLAIM = { metadata: { name: 'data', labels: { a: 'b' } }, spec: { ...CLAIM_SPEC, volumeName: '' } };

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
