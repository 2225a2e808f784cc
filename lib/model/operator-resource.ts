import { addressOf } from './address';
import type { Login } from './auth/auth-method';
import type { Field } from './field';
import type { Generation, ManagedKind, OperatorKind } from './kinds';
import type { KeyReferenceField, ReferenceField } from './reference-field';
import { existingKeys, type Resource } from './resource';

export type { ReferenceField };

/**
 * A resource of the operator in the words of both API generations: what a kind does not have is absent or empty.
 */
export interface OperatorResource {
  readonly resource: Resource;
  readonly kind: OperatorKind;
  readonly generation: Generation;
  readonly spec: Field;
  /** Where Infisical runs: `hostAPI` ends with "/api", the `address` of a connection does not. */
  readonly host: Field<string>;
  /** The key of a Secret with the certificate of a private certificate authority. */
  readonly certificate: KeyReferenceField;
  /** The ways to log in that it has itself; more than one is a mistake. */
  readonly logins: readonly Login[];
  /** The InfisicalAuth that it logs in with, or the InfisicalConnection of an InfisicalAuth. */
  readonly logsInWith: ReferenceField;
  /** The folders that it reads into managed objects; the first that has a key wins. */
  readonly sources: readonly Source[];
  /** All folders of Infisical that it names: its sources, and where it pushes to or leases from. */
  readonly folders: readonly Source[];
  readonly managed: readonly ManagedObject[];
  /** How often it asks Infisical, as the operator writes durations: `5m`. */
  readonly interval: Field<string>;
  /** Whether it asks Infisical to tell it of changes. */
  readonly instantUpdates: Field<boolean>;
}

/** A folder of Infisical, as a resource names it. */
export interface Source {
  readonly owner: OperatorResource;
  readonly field: Field;
  /** For messages: `source`, or which of several. */
  readonly what: string;
  /** The login in whose block it stands; only an InfisicalSecret has its source there. */
  readonly login?: Login;
  readonly projectId: Field<string>;
  readonly projectSlug: Field<string>;
  readonly environment: Field<string>;
  /** The secret path. What has none in its schema reads the root: then the place is that of the source. */
  readonly path: Field<string>;
  /** Whether the path is always the root, whatever is written. */
  readonly isRoot: boolean;
  readonly recursive: Field<boolean>;
  /** The one secret that is read; the dynamic secret that is leased. */
  readonly secretName: Field<string>;
  readonly tags: Field<readonly unknown[]>;
  /** Whether nobody knows how its kind writes a folder down: what it lacks may stand elsewhere. */
  readonly isRecognized?: boolean;
}

/** A Secret or ConfigMap that a resource tells the operator to write. */
export interface ManagedObject {
  readonly owner: OperatorResource;
  readonly field: Field;
  readonly kind: ManagedKind;
  readonly name: Field<string>;
  readonly namespace: Field<string>;
  /** As it stands there: the schema of v1alpha1 allows any text, and fills in `Orphan`. */
  readonly creationPolicy: Field<string>;
  readonly secretType: Field<string>;
  /** What it holds; absent where that is every secret of its sources. */
  readonly template: Field;
  /** The values of a template by their keys, or all of them as one text. */
  readonly data: Field;
  /** Whether every secret of its sources comes beside the data of its template. */
  readonly includesAll: boolean;
  /** Labels and annotations that replace those which the operator would copy from its resource. */
  readonly metadata: Field;
}

/** How messages name a managed object: `managed Secret "api"`. */
export function shownObject({ kind, name }: ManagedObject): string {
  return `managed ${kind} "${name.value ?? ''}"`;
}

/** How messages name a managed object with its namespace: `managed Secret "shop/api"`. */
export function placedObject({ kind, name, namespace }: ManagedObject): string {
  return `managed ${kind} "${namespace.value ?? ''}/${name.value ?? ''}"`;
}

/** Where a managed object is in the cluster: `Secret shop/api`. */
export function managedAddress({ kind, namespace, name }: ManagedObject): string {
  return addressOf(kind, { namespace: namespace.value, name: name.value });
}

/** Whether the name or namespace of a managed object becomes a value only when the app is rendered. */
export function isUnresolved({ namespace, name }: ManagedObject): boolean {
  return namespace.isUnresolved || name.isUnresolved;
}

/** What the operator acts by: the schema of v1alpha1 fills in `Orphan`. */
export function creationPolicyOf({ owner, creationPolicy }: ManagedObject): unknown {
  return creationPolicy.raw ?? (owner.generation === 'v1alpha1' ? 'Orphan' : undefined);
}

/** The operator reads neither template nor keys of a lease from its resource. */
export function isLease({ owner }: ManagedObject): boolean {
  return owner.kind === 'InfisicalDynamicSecret';
}

/** The keys that the operator writes into the object; undefined where nobody can know. */
export function writtenKeys(object: ManagedObject): ReadonlySet<string> | undefined {
  const { owner, template, data, includesAll } = object;
  const existing = existingKeys(owner.resource);
  if (isLease(object) || template.isUnresolved) return undefined;
  if (!template.isGiven) return existing;
  if (typeof data.raw === 'string' || data.isUnresolved) return undefined;
  const own = data.entries().map(([key]) => key);
  if (includesAll) return existing && new Set([...existing, ...own]);
  return own.length === 0 ? undefined : new Set(own);
}

/** The texts that name a folder of Infisical, by what messages call them. */
export function folderParts(folder: Source): [name: string, field: Field<string>][] {
  const { projectId, projectSlug, environment, path, isRoot } = folder;
  const parts: [string, Field<string>][] = [
    ['projectId', projectId],
    ['projectSlug', projectSlug],
    ['environment', environment],
  ];
  if (!isRoot) parts.push(['secret path', path]);
  return parts;
}
