import { grouped } from '../collections/grouped';
import { isSubstituted } from '../text/substitution';
import { type AppModel, isOfOperator, perApp } from './app-model';
import { isTemplated } from './argo-cd';
import { type KeyReference, keyReferencesOf } from './credentials';
import { Field, NOWHERE, type Path } from './field';
import type { Manifest } from './manifest';
import { type NamedObject, type Names, namesIn } from './names-of-objects';
import { NO_POD, podPlaceIn } from './pods';

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

/** Kinds that name Secrets for other reasons: a schema, a permission, what is the Secret itself. */
const NO_USERS = /^(?:CustomResourceDefinition|(?:Cluster)?Role|NetworkPolicy|Namespace|SealedSecret)$/;

function referrersIn(resource: Resource, names: Names, app: AppModel): Workload[] {
  const { manifest } = resource;
  if (NO_USERS.test(manifest.kind) || resource.failure !== undefined) return [];
  // What the others refer to is known; of a push of v1beta1 no field is.
  if (isOfOperator(manifest) && manifest.kind !== 'InfisicalStaticSecretPush') return [];
  if (podPlaceIn(manifest) !== undefined) return [];
  const found = namesIn(manifest, names).filter(({ path }) => !isWritten(manifest, path));
  if (found.length === 0) return [];
  const known = new Set(usesOf(app, resource).map(({ field }) => JSON.stringify(field.path)));
  const others = found.filter(({ path }) => !known.has(JSON.stringify(path)));
  const byNamespace = grouped(others, ({ namespace, path }) => namespace ?? namespaceAt(manifest, path));
  return [...byNamespace].map(([namespace, names]) => referrer(resource, namespace, names.map(useOf)));
}

const workloadsByResource = perApp(({ workloads }) => grouped(workloads, ({ resource }) => resource));

function usesOf(app: AppModel, resource: Resource): readonly ObjectUse[] {
  return (workloadsByResource(app).get(resource) ?? []).flatMap(({ uses }) => uses);
}

function referrer(resource: Resource, namespace: string | undefined, uses: readonly ObjectUse[]): Workload {
  const reloadAnnotations = { workload: NOWHERE, pod: NOWHERE };
  return { resource, pod: NO_POD, namespace, containers: [], autoReload: false, reloadAnnotations, uses };
}

function useOf({ kind, name, field, key, optional }: NamedObject): ObjectUse {
  const keyField = key.value === undefined ? field : key;
  const common = { via: 'reference', init: false, subPath: false, prefix: '' } as const;
  return { kind, name, field, key: key.value, keyField, optional, isOptional: optional.value === true, ...common };
}

/** A Certificate names the Secret that it writes. */
function isWritten({ apiVersion, kind }: Manifest, path: Path): boolean {
  if (/^cert-manager\.io\/.* Certificate$/.test(`${apiVersion} ${kind}`)) return path.join() === 'spec,secretName';
  if (/^secrets-store\.csi\.x-k8s\.io\/.* SecretProviderClass$/.test(`${apiVersion} ${kind}`))
    return path[1] === 'secretObjects';
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
    if (kind !== 'InfisicalPushSecret') return [];
    const secret = spec.at('push', 'secret');
    const [name, namespace] = [secret.text('secretName').value, secret.text('secretNamespace').value];
    return name && namespace ? [{ resource, field: secret.text('secretName'), name, namespace }] : [];
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
      return referrer(resource, namespace, [useOf(use as NamedObject)]);
    });
}
