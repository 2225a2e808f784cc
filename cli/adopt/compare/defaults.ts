/** A field that means the same whether it is written or not. */
interface Default {
  /** Below the place that the list is for; `[]` stands for each item, `*` for each field. */
  readonly at: string;
  readonly value: unknown;
}

const API_SERVER = 'the API server writes it into the live object if it is absent';

/** What may be absent, and why that is the same. */
export interface DefaultList {
  readonly reason: string;
  readonly fields: readonly Default[];
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe): Default[] => [
  { at: `${probe}.timeoutSeconds`, value: 1 },
  { at: `${probe}.initialDelaySeconds`, value: 0 },
  { at: `${probe}.periodSeconds`, value: 10 },
  { at: `${probe}.successThreshold`, value: 1 },
  { at: `${probe}.failureThreshold`, value: 3 },
  { at: `${probe}.httpGet.scheme`, value: 'HTTP' },
]);

const CONTAINER: readonly Default[] = [
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

/** Of a pod's spec. */
export const POD_DEFAULTS: DefaultList = {
  reason: API_SERVER,
  fields: [
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
  ],
};

/** Of the objects that run pods, by kind. */
export const WORKLOAD_DEFAULTS: ReadonlyMap<string, DefaultList> = new Map<string, DefaultList>(
  Object.entries({
    Deployment: {
      reason: API_SERVER,
      fields: [
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
    },
    StatefulSet: {
      reason: API_SERVER,
      fields: [
        { at: 'spec.podManagementPolicy', value: 'OrderedReady' },
        { at: 'spec.revisionHistoryLimit', value: 10 },
      ],
    },
    DaemonSet: { reason: API_SERVER, fields: [{ at: 'spec.revisionHistoryLimit', value: 10 }] },
    Service: {
      reason: API_SERVER,
      fields: [
        { at: 'spec.type', value: 'ClusterIP' },
        { at: 'spec.sessionAffinity', value: 'None' },
        { at: 'spec.internalTrafficPolicy', value: 'Cluster' },
        { at: 'spec.ports[].protocol', value: 'TCP' },
      ],
    },
  }),
);

const OPERATOR = 'the CRD or the operator takes it as the default';
const REFERENCE = (at: string): Default[] => [
  { at: `${at}.creationPolicy`, value: 'Orphan' },
  { at: `${at}.secretType`, value: 'Opaque' },
  { at: `${at}.template.includeAllSecrets`, value: false },
];

/** Of the operator's resources, by kind. */
export const INFISICAL_DEFAULTS: ReadonlyMap<string, DefaultList> = new Map<string, DefaultList>(
  Object.entries({
    InfisicalSecret: {
      reason: OPERATOR,
      fields: [
        { at: 'spec.hostAPI', value: '' },
        { at: 'spec.authentication.*.secretsScope.recursive', value: false },
        { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
        { at: 'spec.authentication.kubernetesAuth.serviceAccountTokenAudiences', value: [] },
        { at: 'spec.syncConfig.instantUpdates', value: false },
        { at: 'spec.syncConfig.resyncInterval', value: '' },
        ...REFERENCE('spec.managedKubeSecretReferences[]'),
        ...REFERENCE('spec.managedKubeConfigMapReferences[]'),
      ],
    },
    InfisicalPushSecret: {
      reason: OPERATOR,
      fields: [
        { at: 'spec.hostAPI', value: '' },
        { at: 'spec.updatePolicy', value: 'None' },
        { at: 'spec.updatePolicy', value: '' },
        { at: 'spec.deletionPolicy', value: 'None' },
        { at: 'spec.deletionPolicy', value: '' },
        { at: 'spec.resyncInterval', value: '' },
        { at: 'spec.push.secret.template.includeAllSecrets', value: false },
        { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
      ],
    },
    InfisicalDynamicSecret: {
      reason: OPERATOR,
      fields: [
        { at: 'spec.hostAPI', value: '' },
        { at: 'spec.authentication.kubernetesAuth.autoCreateServiceAccountToken', value: false },
        ...REFERENCE('spec.managedSecretReference'),
      ],
    },
    InfisicalStaticSecret: {
      reason: OPERATOR,
      fields: [
        { at: 'spec.sources[].recursive', value: false },
        { at: 'spec.syncOptions.instantUpdates', value: false },
        { at: 'spec.targets[].secretType', value: 'Opaque' },
      ],
    },
    ClusterGenerator: {
      reason: OPERATOR,
      fields: [
        { at: 'spec.generator.passwordSpec.length', value: 24 },
        { at: 'spec.generator.passwordSpec.noUpper', value: false },
        { at: 'spec.generator.passwordSpec.allowRepeat', value: false },
      ],
    },
  }),
);

/** Of every object: what the API server and kubectl write, and nobody declares. */
export const SERVER_FIELDS: DefaultList = {
  reason: 'it is of the live object, not of its declaration: exports of a cluster have it',
  fields: [
    'status',
    'metadata.creationTimestamp',
    'metadata.generation',
    'metadata.managedFields',
    'metadata.resourceVersion',
    'metadata.selfLink',
    'metadata.uid',
    'metadata.annotations.kubectl%kubernetes%io/last-applied-configuration',
    'metadata.annotations.deployment%kubernetes%io/revision',
    // By these the operator restarts pods.
    'metadata.annotations.secrets%infisical%com/managed-secret%*',
    'spec.template.metadata.annotations.secrets%infisical%com/managed-secret%*',
  ].map((at) => ({ at, value: undefined })),
};

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
