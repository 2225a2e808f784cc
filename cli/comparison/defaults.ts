import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { type DefaultList, equal } from './default-list';
import { CLAIM_DEFAULTS } from './pod-defaults';

const REFERENCE = (at: string): DefaultList => [
  { at: `${at}.creationPolicy`, value: 'Orphan' },
  { at: `${at}.secretType`, value: 'Opaque' },
  { at: `${at}.template.includeAllSecrets`, value: false },
];

const WORKLOAD: DefaultList = equal('spec.minReadySeconds', 0);

const RBAC = 'rbac.authorization.k8s.io';
const BINDING: DefaultList = [
  ...equal('roleRef.apiGroup', RBAC, ''),
  ...equal('subjects[].apiGroup', RBAC, ''),
  ...equal('subjects[].namespace', ''),
];

const CPU = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } };

/**
 * Of objects of Kubernetes as the API server writes it, by group and kind. In the template of a CronJob nothing of a Job
 * has a default but its pods.
 */
const OF_KUBERNETES: { readonly [kind: string]: DefaultList } = {
  'apps Deployment': [
    ...WORKLOAD,
    ...equal('spec.replicas', 1),
    ...equal('spec.progressDeadlineSeconds', 600),
    ...equal('spec.revisionHistoryLimit', 10),
    ...equal('spec.paused', false),
    ...equal('spec.strategy.type', 'RollingUpdate', ''),
    ...equal('spec.strategy.rollingUpdate.maxSurge', '25%'),
    ...equal('spec.strategy.rollingUpdate.maxUnavailable', '25%'),
    ...equal('spec.strategy.rollingUpdate', {}),
    ...equal('spec.strategy', {}),
  ],
  'apps StatefulSet': [
    ...WORKLOAD,
    ...equal('spec.replicas', 1),
    ...equal('spec.serviceName', ''),
    ...equal('spec.podManagementPolicy', 'OrderedReady', ''),
    ...equal('spec.revisionHistoryLimit', 10),
    ...equal('spec.updateStrategy.type', ''),
    ...equal('spec.updateStrategy.rollingUpdate.partition', 0),
    ...equal('spec.updateStrategy.rollingUpdate.maxUnavailable', 1),
    ...equal('spec.updateStrategy', {}),
    ...equal('spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Retain', ''),
    ...equal('spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Retain', ''),
    ...equal('spec.persistentVolumeClaimRetentionPolicy', {}),
    ...equal('spec.volumeClaimTemplates[].apiVersion', 'v1', ''),
    ...equal('spec.volumeClaimTemplates[].kind', 'PersistentVolumeClaim', ''),
    ...equal('spec.volumeClaimTemplates[].status', undefined),
    ...CLAIM_DEFAULTS.map(({ at, value }) => ({ at: `spec.volumeClaimTemplates[].spec.${at}`, value })),
  ],
  'apps DaemonSet': [
    ...WORKLOAD,
    ...equal('spec.revisionHistoryLimit', 10),
    ...equal('spec.updateStrategy.type', 'RollingUpdate', ''),
    ...equal('spec.updateStrategy.rollingUpdate.maxUnavailable', 1),
    ...equal('spec.updateStrategy.rollingUpdate.maxSurge', 0),
    ...equal('spec.updateStrategy.rollingUpdate', {}),
    ...equal('spec.updateStrategy', {}),
  ],
  'apps ReplicaSet': [...WORKLOAD, ...equal('spec.replicas', 1)],
  'batch Job': [
    ...equal('spec.manualSelector', false),
    ...equal('spec.suspend', false),
    ...equal('spec.completionMode', 'NonIndexed'),
    ...equal('spec.podFailurePolicy.rules[].onPodConditions[].status', 'True', ''),
  ],
  'batch CronJob': [
    ...equal('spec.concurrencyPolicy', 'Allow', ''),
    ...equal('spec.failedJobsHistoryLimit', 1),
    ...equal('spec.successfulJobsHistoryLimit', 3),
    ...equal('spec.suspend', false),
    ...equal('spec.jobTemplate.metadata', {}),
  ],
  'v1 Pod': equal('spec.enableServiceLinks', true),
  'v1 Service': [
    ...equal('spec.type', 'ClusterIP', ''),
    ...equal('spec.sessionAffinity', 'None', ''),
    ...equal('spec.sessionAffinityConfig.clientIP.timeoutSeconds', 10_800),
    ...equal('spec.sessionAffinityConfig.clientIP', {}),
    ...equal('spec.sessionAffinityConfig', {}),
    ...equal('spec.externalTrafficPolicy', 'Cluster', ''),
    ...equal('spec.allocateLoadBalancerNodePorts', true),
    ...['clusterIP', 'externalName', 'loadBalancerIP'].flatMap((field) => equal(`spec.${field}`, '')),
    ...equal('spec.healthCheckNodePort', 0),
    ...equal('spec.publishNotReadyAddresses', false),
    ...equal('spec.selector', {}),
    ...equal('spec.ports[].protocol', 'TCP', ''),
    ...equal('spec.ports[].name', ''),
    ...equal('spec.ports[].nodePort', 0),
    ...equal('spec.ports[].targetPort', 0),
  ],
  'autoscaling HorizontalPodAutoscaler': [...equal('spec.minReplicas', 1), ...equal('spec.metrics', [CPU])],
  [`${RBAC} RoleBinding`]: BINDING,
  [`${RBAC} ClusterRoleBinding`]: BINDING,
};

/** Of the operator's resources, as the CRD or the operator takes it. */
const OF_OPERATOR: { readonly [kind: string]: DefaultList } = {
  InfisicalSecret: [
    ...equal('spec.managedKubeConfigMapReferences', []),
    ...equal('spec.managedKubeSecretReferences', []),
    ...equal('spec.syncConfig', {}),
    { at: 'spec.hostAPI', value: '' },
    { at: 'spec.authentication.*.secretsScope.recursive', value: false },
    { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
    { at: 'spec.authentication.kubernetesAuth.serviceAccountTokenAudiences', value: [] },
    { at: 'spec.syncConfig.instantUpdates', value: false },
    { at: 'spec.syncConfig.resyncInterval', value: '' },
    ...REFERENCE('spec.managedKubeSecretReferences[]'),
    ...REFERENCE('spec.managedKubeConfigMapReferences[]'),
  ],
  InfisicalPushSecret: [
    { at: 'spec.hostAPI', value: '' },
    { at: 'spec.updatePolicy', value: 'None' },
    { at: 'spec.updatePolicy', value: '' },
    { at: 'spec.deletionPolicy', value: 'None' },
    { at: 'spec.deletionPolicy', value: '' },
    { at: 'spec.resyncInterval', value: '' },
    { at: 'spec.push.secret.template.includeAllSecrets', value: false },
    { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
  ],
  InfisicalDynamicSecret: [
    { at: 'spec.hostAPI', value: '' },
    { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
    ...REFERENCE('spec.managedSecretReference'),
  ],
  InfisicalStaticSecret: [
    { at: 'spec.sources[].recursive', value: false },
    { at: 'spec.syncOptions.instantUpdates', value: false },
    { at: 'spec.targets[].secretType', value: 'Opaque' },
  ],
  ClusterGenerator: [
    { at: 'spec.generator.passwordSpec.length', value: 24 },
    { at: 'spec.generator.passwordSpec.noUpper', value: false },
    { at: 'spec.generator.passwordSpec.allowRepeat', value: false },
  ],
};

const OF_KIND: ReadonlyMap<string, DefaultList> = new Map([
  ...Object.entries(OF_KUBERNETES),
  ...Object.entries(OF_OPERATOR).map(([kind, fields]) => [`${OPERATOR_GROUP} ${kind}`, fields] as const),
]);

/** Of an object; undefined for kinds of which nobody here knows what is written into them. */
export function defaultsOf({ apiVersion, kind }: Manifest): DefaultList | undefined {
  return OF_KIND.get(`${apiVersion.replace(/\/.*/, '')} ${kind}`);
}

/** Whether it is Kubernetes that decodes objects of this kind, to which an empty list is none. */
export function isOfKubernetes({ apiVersion, kind }: Manifest): boolean {
  return Object.hasOwn(OF_KUBERNETES, `${apiVersion.replace(/\/.*/, '')} ${kind}`);
}

/** Of every object: what the API server, kubectl and Argo CD write, so that exports of a cluster have it, and nobody declares. */
export const SERVER_FIELDS: DefaultList = [
  'status',
  'metadata.creationTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
  'metadata.annotations.kubectl%kubernetes%io/last-applied-configuration',
  'metadata.annotations.argocd%argoproj%io/tracking-id',
  'metadata.annotations.argocd%argoproj%io/installation-id',
  'metadata.annotations.deployment%kubernetes%io/revision',
  'metadata.annotations.deprecated%daemonset%template%generation',
  // By these the operator restarts pods.
  'metadata.annotations.secrets%infisical%com/managed-secret%*',
  'spec.template.metadata.annotations.secrets%infisical%com/managed-secret%*',
].map((at) => ({ at, value: undefined }));

/** Of a Job, by which the API server knows its pods: it refuses these of anybody else. */
export const OF_JOB: DefaultList = [
  'spec.selector',
  'spec.manualSelector',
  ...['metadata', 'spec.template.metadata'].flatMap((metadata) =>
    ['controller-uid', 'job-name'].flatMap((label) => [
      `${metadata}.labels.${label}`,
      `${metadata}.labels.batch%kubernetes%io/${label}`,
    ]),
  ),
].map((at) => ({ at, value: undefined }));
