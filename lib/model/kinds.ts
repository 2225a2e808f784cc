import { withoutUndefined } from './without-undefined';

export const OPERATOR_GROUP = 'secrets.infisical.com';

/** The kinds that log in by themselves. */
const V1ALPHA1_KINDS = [
  'InfisicalSecret',
  'InfisicalPushSecret',
  'InfisicalDynamicSecret',
  'ClusterGenerator',
] as const;
/** The kinds that share a connection and a login. */
const V1BETA1_KINDS = [
  'InfisicalConnection',
  'InfisicalAuth',
  'InfisicalStaticSecret',
  'InfisicalStaticSecretPush',
] as const;

export type Generation = 'v1alpha1' | 'v1beta1';
export type V1alpha1Kind = (typeof V1ALPHA1_KINDS)[number];
export type V1beta1Kind = (typeof V1BETA1_KINDS)[number];
export type OperatorKind = V1alpha1Kind | V1beta1Kind;

export const ARGO_CD_KINDS = ['Application', 'ApplicationSet', 'AppProject'] as const;
export type ArgoCdKind = (typeof ARGO_CD_KINDS)[number];

/** The kinds that are known to make pods. */
export const WORKLOAD_KINDS = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'StatefulSet',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

type AccessKind = 'ClusterRole' | 'ClusterRoleBinding' | 'Role' | 'RoleBinding' | 'ServiceAccount';

/** What a ClusterGenerator makes; as kinds of their own the operator does not read them. */
type GeneratorKind = 'Password' | 'UUID';

/** The kinds of External Secrets Operator that are read. */
export type ExternalSecretsKind =
  | 'SecretStore'
  | 'ClusterSecretStore'
  | 'ExternalSecret'
  | 'ClusterExternalSecret'
  | 'PushSecret'
  | 'ClusterPushSecret';

/** The kinds of Flux that are read; HelmRelease with the releases of others. */
type FluxKind = 'Kustomization';

/** Kinds of Kubernetes that neither make pods nor are used by them. */
type OtherKind =
  | 'CSIDriver'
  | 'HorizontalPodAutoscaler'
  | 'Ingress'
  | 'IngressClass'
  | 'Issuer'
  | 'LimitRange'
  | 'NetworkPolicy'
  | 'PersistentVolume'
  | 'PersistentVolumeClaim'
  | 'PodDisruptionBudget'
  | 'PriorityClass'
  | 'ResourceQuota'
  | 'SecretProviderClass'
  | 'SecretSync'
  | 'StorageClass';

/** The kinds that the code speaks of. */
export type KnownKind =
  | OperatorKind
  | ArgoCdKind
  | WorkloadKind
  | AccessKind
  | GeneratorKind
  | ExternalSecretsKind
  | ManagedKind
  | 'HelmRelease'
  | FluxKind
  | 'Namespace'
  | 'Service'
  | OtherKind;

/** The kind of an object: one of these, or any other, which no text of ours equals: a misspelt kind does not compile. */
export type Kind = KnownKind | `another kind: ${string}`;

/** What the operator writes. */
export type ManagedKind = 'Secret' | 'ConfigMap';

export const OPERATOR_KINDS: readonly OperatorKind[] = [...V1ALPHA1_KINDS, ...V1BETA1_KINDS];

export function isOperatorKind(kind: string): kind is OperatorKind {
  return (OPERATOR_KINDS as readonly string[]).includes(kind);
}

export function isV1alpha1Kind(kind: string): kind is V1alpha1Kind {
  return (V1ALPHA1_KINDS as readonly string[]).includes(kind);
}

function generationOf(kind: OperatorKind): Generation {
  return (V1BETA1_KINDS as readonly string[]).includes(kind) ? 'v1beta1' : 'v1alpha1';
}

/** The API version of a kind of the operator: `secrets.infisical.com/v1alpha1`. */
export function apiVersionOf(kind: OperatorKind): string {
  return `${OPERATOR_GROUP}/${generationOf(kind)}`;
}

/** An object of the operator, without its metadata. */
export function render(kind: OperatorKind, spec: object) {
  return { apiVersion: apiVersionOf(kind), kind, spec: withoutUndefined(spec) };
}
