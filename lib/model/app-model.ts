import { fields, text } from '../json/json';
import { controlledObjectsIn } from './controlled-objects';
import { isOperatorKind, type Kind, OPERATOR_GROUP } from './kinds';
import { isKustomization, type Manifest } from './manifest';
import type { ManagedObject, OperatorResource, Source } from './operator-resource';
import { withReleasedOperator } from './released-operator';
import type { Resource } from './resource';
import { readStaticSecretPush } from './static-secret-push';
import { readV1alpha1 } from './v1alpha1';
import { readV1beta1 } from './v1beta1';
import { type Workload, workloadsOf } from './workloads';

/** What only the user can know about the cluster and the past. */
export interface Settings {
  /**
   * Version of the operator in the cluster, for example `v0.11.5`; that of its release, or else the newest that is known,
   * where absent.
   */
  readonly operatorVersion?: string;
  /** Address of the connection that the operator uses for an InfisicalAuth without one; not known where absent. */
  readonly defaultConnection?: string;
  /** The namespaces that the operator watches; those of its release, or else all of them, where absent. */
  readonly watchedNamespaces?: readonly string[];
  /** Version of Kubernetes; the oldest that the rules know where absent. */
  readonly kubernetesVersion?: string;
  /** Version of Argo CD; not known where absent. */
  readonly argoCdVersion?: string;
  /** How Argo CD knows what belongs to an application; not known, or as its version does it, where absent. */
  readonly argoCdTracking?: string;
  /** The label that it tracks by, where it is not the usual one. */
  readonly argoCdInstanceLabel?: string;
  /** Version of External Secrets Operator, for example `v2.9.0`; not known where absent. */
  readonly externalSecretsVersion?: string;
  /** What the last synthesis wrote, for rules about changes of live objects. */
  readonly previous?: readonly Manifest[];
}

/** Everything that the rules want to know of an app, read once. */
export interface AppModel {
  readonly settings: Settings;
  readonly resources: readonly Resource[];
  /** The operator's resources. */
  readonly infisical: readonly Resource[];
  /** The operator's resources of the kinds that are known, as typed values. */
  readonly operator: readonly OperatorResource[];
  readonly managedObjects: readonly ManagedObject[];
  readonly workloads: readonly Workload[];
}

export function modelOf(untrusted: readonly Resource[], settings: Settings = {}): AppModel {
  const resources = asKustomized(untrusted.map(asReadable));
  const infisical = resources.filter(({ manifest }) => isOfOperator(manifest));
  const operator = infisical.flatMap(operatorResourceOf);
  const controlled = controlledObjectsIn(resources);
  return {
    settings: withReleasedOperator(settings, resources),
    resources,
    infisical,
    operator,
    managedObjects: operator.flatMap(({ managed }) => managed),
    workloads: resources.filter((resource) => !controlled.has(resource)).flatMap(workloadsOf),
  };
}

/** Without what tells kustomize of the others: they go into the namespace that it names, whatever theirs is. */
function asKustomized(resources: readonly Resource[]): readonly Resource[] {
  const kustomizations = new Set(resources.filter(({ manifest }) => isKustomization(manifest)));
  if (kustomizations.size === 0) return resources;
  const objects = resources.filter((resource) => !kustomizations.has(resource));
  const isMoved = [...kustomizations].some(({ manifest }) => manifest.namespace);
  return isMoved ? objects.map((one) => (one.construct === undefined ? { ...one, isMoved } : one)) : objects;
}

/** What one resource tells the operator to write. */
export function managedObjectsOf(resource: Resource): ManagedObject[] {
  return operatorResourceOf(resource).flatMap(({ managed }) => managed);
}

export function foldersOf(resource: Resource): Source[] {
  return operatorResourceOf(resource).flatMap(({ folders }) => folders);
}

/** An object of the operator as a typed value; none where its kind is unknown. */
export function operatorResourceOf(resource: Resource): OperatorResource[] {
  const { kind } = resource.manifest;
  if (!isOperatorKind(kind) || !isOfOperator(resource.manifest)) return [];
  switch (kind) {
    case 'InfisicalConnection':
    case 'InfisicalAuth':
    case 'InfisicalStaticSecret':
      return [readV1beta1(resource, kind)];
    case 'InfisicalStaticSecretPush':
      return [readStaticSecretPush(resource)];
    default:
      return [readV1alpha1(resource, kind)];
  }
}

const OF_OPERATOR = `${OPERATOR_GROUP}/`;

/** Whether it is a resource of the operator, of whatever kind. */
export function isOfOperator({ apiVersion }: Pick<Manifest, 'apiVersion'>): boolean {
  return apiVersion.startsWith(OF_OPERATOR);
}

/** The resource with an identity of the types that a manifest promises, whatever stands in the YAML. */
export function asReadable(resource: Resource): Resource {
  const manifest: Partial<Manifest> = fields(resource.manifest);
  const { name, namespace } = fields(manifest.metadata);
  const isWellFormed =
    typeof manifest.apiVersion === 'string' &&
    typeof manifest.kind === 'string' &&
    manifest.metadata === fields(manifest.metadata) &&
    [name, namespace].every((value) => value === undefined || typeof value === 'string');
  if (isWellFormed) return resource;
  return {
    ...resource,
    raw: resource.manifest,
    manifest: {
      ...manifest,
      apiVersion: text(manifest.apiVersion) ?? '',
      kind: (text(manifest.kind) ?? '') as Kind,
      metadata: { ...fields(manifest.metadata), name: text(name), namespace: text(namespace) },
    },
  };
}

/** Computes something about an app once, however many rules ask for it. */
export function perApp<T>(compute: (app: AppModel) => T): (app: AppModel) => T {
  const known = new WeakMap<AppModel, { readonly value: T }>();
  return (app) => {
    const entry = known.get(app) ?? { value: compute(app) };
    known.set(app, entry);
    return entry.value;
  };
}
