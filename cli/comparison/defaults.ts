/** A field that means the same whether it is written or not. */
interface Default {
  /** Below the place that the list is for; `[]` stands for each item, `*` for each field. */
  readonly at: string;
  readonly value: unknown;
}

/** What may be absent. */
export type DefaultList = readonly Default[];

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe): Default[] => [
  { at: `${probe}.timeoutSeconds`, value: 1 },
  { at: `${probe}.initialDelaySeconds`, value: 0 },
  { at: `${probe}.periodSeconds`, value: 10 },
  { at: `${probe}.successThreshold`, value: 1 },
  { at: `${probe}.failureThreshold`, value: 3 },
  { at: `${probe}.httpGet.scheme`, value: 'HTTP' },
]);

const CONTAINER: DefaultList = [
  { at: 'ports[].protocol', value: 'TCP' },
  { at: 'terminationMessagePath', value: '/dev/termination-log' },
  { at: 'terminationMessagePolicy', value: 'File' },
  { at: 'env[].value', value: '' },
  { at: 'env[].valueFrom.fieldRef.apiVersion', value: 'v1' },
  { at: 'env[].valueFrom.secretKeyRef.optional', value: false },
  { at: 'env[].valueFrom.configMapKeyRef.optional', value: false },
  { at: 'env[].valueFrom.resourceFieldRef.divisor', value: '0' },
  { at: 'envFrom[].secretRef.optional', value: false },
  { at: 'envFrom[].configMapRef.optional', value: false },
  { at: 'envFrom[].prefix', value: '' },
  { at: 'volumeMounts[].readOnly', value: false },
  { at: 'volumeMounts[].subPath', value: '' },
  { at: 'stdin', value: false },
  { at: 'tty', value: false },
  ...PROBES,
];

/** Of a pod's spec, as the API server writes it into the live object where it is absent. */
export const POD_DEFAULTS: DefaultList = [
  { at: 'restartPolicy', value: 'Always' },
  { at: 'dnsPolicy', value: 'ClusterFirst' },
  { at: 'schedulerName', value: 'default-scheduler' },
  { at: 'terminationGracePeriodSeconds', value: 30 },
  { at: 'hostNetwork', value: false },
  { at: 'hostPID', value: false },
  { at: 'hostIPC', value: false },
  { at: 'setHostnameAsFQDN', value: false },
  { at: 'enableServiceLinks', value: true },
  { at: 'volumes[].secret.defaultMode', value: 420 },
  { at: 'volumes[].secret.optional', value: false },
  { at: 'volumes[].configMap.defaultMode', value: 420 },
  { at: 'volumes[].configMap.optional', value: false },
  { at: 'volumes[].projected.defaultMode', value: 420 },
  ...['containers[]', 'initContainers[]'].flatMap((of) =>
    CONTAINER.map(({ at, value }) => ({ at: `${of}.${at}`, value })),
  ),
];

const REFERENCE = (at: string): Default[] => [
  { at: `${at}.creationPolicy`, value: 'Orphan' },
  { at: `${at}.secretType`, value: 'Opaque' },
  { at: `${at}.template.includeAllSecrets`, value: false },
];

/**
 * By kind: of objects of Kubernetes as the API server writes it, of the operator's resources as the CRD or the operator
 * takes it.
 */
export const DEFAULTS_BY_KIND: ReadonlyMap<string, DefaultList> = new Map<string, DefaultList>(
  Object.entries({
    Deployment: [
      { at: 'spec.minReadySeconds', value: 0 },
      { at: 'spec.progressDeadlineSeconds', value: 600 },
      { at: 'spec.revisionHistoryLimit', value: 10 },
      { at: 'spec.paused', value: false },
      { at: 'spec.strategy', value: { type: 'RollingUpdate' } },
      {
        at: 'spec.strategy',
        value: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      },
      { at: 'spec.strategy.type', value: 'RollingUpdate' },
    ],
    StatefulSet: [
      { at: 'spec.podManagementPolicy', value: 'OrderedReady' },
      { at: 'spec.revisionHistoryLimit', value: 10 },
    ],
    DaemonSet: [{ at: 'spec.revisionHistoryLimit', value: 10 }],
    Service: [
      { at: 'spec.type', value: 'ClusterIP' },
      { at: 'spec.sessionAffinity', value: 'None' },
      { at: 'spec.internalTrafficPolicy', value: 'Cluster' },
      { at: 'spec.ports[].protocol', value: 'TCP' },
    ],
    InfisicalSecret: [
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
  }),
);

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

/** Fields that mean the same when they are empty as when they are absent. */
export const SAME_WHEN_EMPTY: ReadonlySet<string> = new Set([
  'affinity',
  'annotations',
  'args',
  'command',
  'env',
  'envFrom',
  'imagePullSecrets',
  'initContainers',
  'labels',
  'limits',
  'managedKubeConfigMapReferences',
  'managedKubeSecretReferences',
  'nodeSelector',
  'ports',
  'requests',
  'resources',
  'securityContext',
  'strategy',
  'syncConfig',
  'tolerations',
  'updateStrategy',
  'volumeMounts',
  'volumes',
]);
