import { fields, jsonIn, text } from '../json/json';
import { outlineOf } from '../text/outline';
import { isSubstituted } from '../text/substitution';
import { type AppModel, isOfOperator, perApp } from './app-model';
import { isTemplated } from './argo-cd';
import { type KeyReference, keyReferencesOf } from './credentials';
import { Field, NOWHERE, type Path } from './field';
import type { ManagedKind } from './kinds';
import type { Manifest } from './manifest';
import { NO_POD, podPlaceIn } from './pods';
import { kindsNamedAt, type Spot } from './reference-names';
import type { Resource } from './resource';
import type { ObjectUse, Workload } from './workloads';

/**
 * Objects that run no pods and use what the operator writes: an Ingress its certificate, an Issuer a token, a database its
 * passwords, a chart whatever its values name. Nobody knows all kinds there are: a field that is called like the name of a
 * Secret, and has the name of a managed one, is a use of it.
 */
export const referrersOf = perApp((app): Workload[] => {
  if (app.managedObjects.length === 0) return [];
  const names: Names = { Secret: new Set(), ConfigMap: new Set() };
  for (const { kind, name } of app.managedObjects) if (name.value) names[kind].add(name.value);
  return [...app.resources.flatMap((resource) => referrersIn(resource, names, app)), ...operatorUses(app, names)];
});

type Names = Readonly<Record<ManagedKind, Set<string>>>;

/** Kinds that name Secrets for other reasons: a schema, a permission, what is the Secret itself. */
const NO_USERS = /^(?:CustomResourceDefinition|(?:Cluster)?Role|NetworkPolicy|Namespace|SealedSecret)$/;

function referrersIn(resource: Resource, names: Names, app: AppModel): Workload[] {
  const { manifest } = resource;
  if (NO_USERS.test(manifest.kind) || isOfOperator(manifest) || resource.failure !== undefined) return [];
  if (podPlaceIn(manifest) !== undefined) return [];
  const found = [...namesIn(manifest, names)].filter(({ path }) => !isWritten(manifest, path));
  if (found.length === 0) return [];
  const known = new Set(usesOf(app, resource).map(({ field }) => JSON.stringify(field.path)));
  const byNamespace = new Map<string | undefined, ObjectUse[]>();
  for (const one of found) {
    if (known.has(JSON.stringify(one.path))) continue;
    const namespace = one.namespace ?? namespaceAt(manifest, one.path);
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), useOf(one)]);
  }
  return [...byNamespace].map(([namespace, uses]) => referrer(resource, namespace, uses));
}

const usesByResource = perApp(({ workloads }) => {
  const uses = new Map<Resource, ObjectUse[]>();
  for (const workload of workloads) {
    uses.set(workload.resource, [...(uses.get(workload.resource) ?? []), ...workload.uses]);
  }
  return uses;
});

function usesOf(app: AppModel, resource: Resource): readonly ObjectUse[] {
  return usesByResource(app).get(resource) ?? [];
}

function referrer(resource: Resource, namespace: string | undefined, uses: readonly ObjectUse[]): Workload {
  const reloadAnnotations = { workload: NOWHERE, pod: NOWHERE };
  return { resource, pod: NO_POD, namespace, containers: [], autoReload: false, reloadAnnotations, uses };
}

/** The name of a managed object that stands somewhere. */
interface Named {
  readonly kind: ManagedKind;
  readonly name: string;
  readonly field: Field<string>;
  readonly path: Path;
  readonly namespace?: string;
  readonly key: Field<string>;
  readonly optional: Field<boolean>;
}

function useOf({ kind, name, field, key, optional }: Named): ObjectUse {
  const keyField = key.value === undefined ? field : key;
  const common = { via: 'reference', init: false, subPath: false, prefix: '' } as const;
  return { kind, name, field, key: key.value, keyField, optional, ...common };
}

/** How deep objects are looked into, and how often into one that stands in several places by an alias. */
const MAX_DEPTH = 40;
const MOST_VISITS = 4;

function* namesIn(manifest: Manifest, names: Names): Generator<Named> {
  const { metadata, ...rest } = manifest as Manifest & Record<string, unknown>;
  // In it, all stands once more.
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = fields(
    fields(metadata).annotations,
  );
  const whole = { ...rest, status: undefined, metadata: { annotations } };
  if (manifest.kind === 'Secret' || (manifest.kind === 'ConfigMap' && !isRead(manifest))) {
    yield* look({ metadata: { annotations } }, { names, visits: new Map(), path: [] }, []);
  } else yield* look(whole, { names, visits: new Map(), path: [] }, []);
}

/** Whether controllers read the texts of a ConfigMap: the settings of Argo CD, the values of a chart. */
function isRead({ metadata, ...rest }: Manifest): boolean {
  const data = fields((rest as Record<string, unknown>).data);
  return metadata.name === 'argocd-cm' || Object.keys(data).some((name) => /values[^/]*\.ya?ml$/.test(name));
}

interface Walk {
  readonly names: Names;
  readonly visits: Map<object, number>;
  readonly path: Path;
}

function* look(holder: object, walk: Walk, around: readonly string[]): Generator<Named> {
  if (!isPlain(holder)) return;
  const visits = (walk.visits.get(holder) ?? 0) + 1;
  walk.visits.set(holder, visits);
  if (visits > MOST_VISITS || walk.path.length > MAX_DEPTH) return;
  const isList = Array.isArray(holder);
  for (const [name, value] of Object.entries(holder)) {
    const key = isList ? Number(name) : name;
    const inner = { ...walk, path: [...walk.path, key] };
    if (typeof value === 'string') yield* lookAtText({ key, value, holder, around } as Spot, inner);
    else if (typeof value === 'object' && value !== null)
      yield* look(value, inner, isList ? around : [name, ...around]);
  }
}

/** What is rendered later is an object of some class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** How the settings of Argo CD name a key of a Secret: `$oidc:clientSecret`. */
const ARGO_CD = /^\$([\w.-]{1,253}):[\w.-]+$/;

function* lookAtText(spot: Spot, walk: Walk): Generator<Named> {
  const { holder, around } = spot;
  const value = String(spot.value);
  const inside = value.includes('\n') ? outlineOf(value) : /^\s*\{/.test(value) ? jsonIn(value) : undefined;
  if (typeof inside === 'object' && inside !== null) {
    yield* look(inside, { ...walk, visits: new Map() }, [
      ...(typeof spot.key === 'string' ? [spot.key] : []),
      ...around,
    ]);
    return;
  }
  const ofArgoCd = ARGO_CD.exec(value)?.[1];
  const [name, before] = ofArgoCd === undefined ? value.split('/').reverse() : [ofArgoCd];
  for (const kind of ofArgoCd === undefined ? kindsNamedAt(spot) : (['Secret'] as const)) {
    if (!walk.names[kind].has(name)) continue;
    const field = Field.of(value, walk.path) as Field<string>;
    const beside = Field.of(holder, walk.path.slice(0, -1));
    yield { kind, name, field, path: walk.path, ...namespaceBeside(spot, before), ...keyBeside(beside) };
    return;
  }
}

/** The namespace that stands beside a name, or before it. */
function namespaceBeside({ key, holder }: Spot, before: string | undefined): { namespace?: string } {
  const around = Array.isArray(holder) ? {} : (holder as Record<string, unknown>);
  const own =
    typeof key === 'string' ? key.replace(/(?<=.)name$/i, (end) => (end === 'Name' ? 'Namespace' : 'namespace')) : '';
  const namespace = before ?? text(own === key ? undefined : around[own]) ?? text(around.namespace);
  return namespace ? { namespace } : {};
}

/** The key and whether it may be missing, where the name stands in a reference and not in values of somebody's own. */
function keyBeside(holder: Field): Pick<Named, 'key' | 'optional'> {
  const isReference = holder.at('name').isGiven || holder.at('secretName').isGiven;
  const key = ['key', 'valuesKey'].map((name) => holder.text(name)).find(({ value }) => value !== undefined);
  return {
    key: (isReference ? key : undefined) ?? (NOWHERE as Field<string>),
    optional: holder.flag('optional'),
  };
}

/** A Certificate names the Secret that it writes. */
function isWritten({ apiVersion, kind }: Manifest, path: Path): boolean {
  if (/^cert-manager\.io\/.* Certificate$/.test(`${apiVersion} ${kind}`)) return path.join() === 'spec,secretName';
  return /^external-secrets\.io\/.*ExternalSecret$/.test(`${apiVersion} ${kind}`) && path[1] === 'target';
}

/** Where a name is looked for: charts come into a namespace of their own. Undefined where nobody can know. */
function namespaceAt(manifest: Manifest, path: Path): string | undefined {
  const { apiVersion, kind, metadata } = manifest;
  const spec = Field.of(manifest).at('spec');
  const known = (namespace: unknown) =>
    typeof namespace === 'string' && namespace !== '' && !isTemplated(namespace) && !isSubstituted(namespace)
      ? namespace
      : undefined;
  if (apiVersion.startsWith('argoproj.io/')) {
    if (kind === 'Application') return known(spec.at('destination', 'namespace').raw);
    if (kind === 'ApplicationSet') return known(spec.at('template', 'spec', 'destination', 'namespace').raw);
  }
  const isOfChart = path[1] === 'values' || path[1] === 'valuesContent' || path[1] === 'set';
  const target = isOfChart ? spec.at('targetNamespace').raw : undefined;
  return known(target ?? metadata.namespace);
}

/** The Secrets with which the operator itself logs in, and those that it pushes. */
function operatorUses(app: AppModel, names: Names): Workload[] {
  const pushed = app.operator.flatMap(({ resource, kind, spec }) => {
    const secret = spec.at('push', 'secret');
    const [name, namespace] = [secret.text('secretName').value, secret.text('secretNamespace').value];
    return kind === 'InfisicalPushSecret' && name && namespace
      ? [{ resource, field: secret.text('secretName'), name, namespace }]
      : [];
  });
  const found: (Omit<KeyReference, 'key' | 'sensitive'> & { readonly key?: string })[] = [
    ...keyReferencesOf(app),
    ...pushed,
  ];
  return found
    .filter(({ name }) => names.Secret.has(name))
    .map(({ resource, field, name, namespace, key }) => {
      const keyField = key === undefined ? NOWHERE : Field.of(key, field.path);
      const use = { kind: 'Secret', name, field, path: field.path, key: keyField, optional: NOWHERE.flag() } as const;
      return referrer(resource, namespace, [useOf(use as Named)]);
    });
}
