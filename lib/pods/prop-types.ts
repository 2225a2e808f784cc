import type { ApiObjectMetadata } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import {
  ANY_OBJECT,
  FLAG,
  instanceLike,
  KEY_NAMES,
  listOf,
  mapOf,
  NAME,
  oneOf,
  PLAIN_OBJECT,
  PLAIN_VALUE,
  type PropType,
  type PropTypes,
  TEXT,
  tolerantListOf,
  tolerantObjectOf,
  UNSHOWN_TEXT,
  withoutShowing,
} from '../props/prop-types';
import { KEY_FILES } from '../sync/prop-types';
import {
  CONTAINER_PORT,
  CONTAINER_SECURITY_CONTEXT,
  DNS,
  ENV_FROM,
  HOST_ALIAS,
  LIFECYCLE,
  POD_SECURITY_CONTEXT,
  RESOURCES,
  SECCOMP_PROFILE,
  WHOLE_SECONDS,
} from './cdk8s-plus-words';
import type { KeyedContainerProps } from './keyed-container-props';
import type { KeyedPodProps } from './keyed-pod-props';
import type { KeyedSidecarProps } from './keyed-sidecar-props';
import { kubernetesWords } from './kubernetes-words';
import { PodSecurityLevel } from './pod-security';

/** The types of the props, for those who do not have TypeScript check them. */
export const METADATA = tolerantObjectOf<ApiObjectMetadata>({
  name: NAME,
  namespace: TEXT,
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
  finalizers: listOf(TEXT),
  ownerReferences: listOf(ANY_OBJECT),
});

const PROBE = instanceLike('a Probe, for example ContainerProbe.fromHttpGet("/ready")', '_toKube');

const KEYED_CONTAINER_PROPS = {
  image: TEXT,
  secretKeys: KEY_NAMES,
  secretFiles: tolerantListOf(KEY_FILES),
  env: withoutShowing(mapOf(PLAIN_VALUE)),
  envVariables: withoutShowing(mapOf(withoutShowing(instanceLike('an EnvValue', 'value')))),
  envFrom: listOf(ENV_FROM),
  envOrder: listOf(TEXT),
  ports: listOf(CONTAINER_PORT),
  command: listOf(UNSHOWN_TEXT),
  args: listOf(UNSHOWN_TEXT),
  workingDir: TEXT,
  volumeMounts: listOf(kubernetesWords(k8s.toJson_VolumeMount)),
  imagePullPolicy: TEXT,
  resources: RESOURCES,
  readiness: PROBE,
  liveness: PROBE,
  startup: PROBE,
  lifecycle: LIFECYCLE,
  containerSecurityContext: CONTAINER_SECURITY_CONTEXT,
} satisfies PropTypes<KeyedContainerProps>;

const KEYED_SIDECAR = tolerantObjectOf<KeyedSidecarProps>({
  ...KEYED_CONTAINER_PROPS,
  name: NAME,
  restartPolicy: TEXT,
});

/** Kubernetes restarts single containers only among init containers. */
const ONLY_OF_INIT_CONTAINERS: PropType = (_, path) => [
  { rule: 'N5', message: `${path} is for init containers: drop it, or move the container to initContainers` },
];

const KEYED_BESIDE = tolerantObjectOf<KeyedSidecarProps>({
  ...KEYED_CONTAINER_PROPS,
  name: NAME,
  restartPolicy: ONLY_OF_INIT_CONTAINERS,
});

export const KEYED_POD_PROPS = {
  ...KEYED_CONTAINER_PROPS,
  containers: tolerantListOf(KEYED_BESIDE),
  initContainers: tolerantListOf(KEYED_SIDECAR),
  volumes: listOf(kubernetesWords(k8s.toJson_Volume)),
  podSecurity: oneOf(PodSecurityLevel),
  securityContext: POD_SECURITY_CONTEXT,
  seccompProfile: SECCOMP_PROFILE,
  serviceAccountName: NAME,
  serviceAccount: instanceLike('a ServiceAccount of cdk8s-plus', 'name'),
  automountServiceAccountToken: FLAG,
  enableServiceLinks: FLAG,
  priorityClassName: NAME,
  nodeSelector: mapOf(TEXT),
  tolerations: listOf(kubernetesWords(k8s.toJson_Toleration)),
  affinity: kubernetesWords(k8s.toJson_Affinity),
  topologySpread: listOf(kubernetesWords(k8s.toJson_TopologySpreadConstraint)),
  terminationGracePeriod: WHOLE_SECONDS,
  hostNetwork: FLAG,
  dns: DNS,
  hostAliases: listOf(HOST_ALIAS),
  imagePullSecrets: listOf(TEXT),
  dockerRegistryAuth: instanceLike('a Secret of cdk8s-plus', 'envValue'),
  podMetadata: METADATA,
  podSpec: PLAIN_OBJECT,
} satisfies PropTypes<KeyedPodProps>;
