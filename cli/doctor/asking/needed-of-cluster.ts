import { grouped } from '../../../lib/collections/grouped';
import { byText, distinct } from '../../../lib/collections/order';
import { type AppModel, isOfOperator } from '../../../lib/model/app-model';
import { secretKeysOf } from '../../../lib/model/auth/auth-method';
import { isOfCluster } from '../../../lib/model/cluster-scoped-kinds';
import { isExistingNamespace } from '../../../lib/model/existing-namespaces';
import type { Field } from '../../../lib/model/field';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { referencesOf } from '../../../lib/model/references';
import { secretsMadeOf } from '../../../lib/model/secrets-made';
import { isSubstituted } from '../../../lib/text/substitution';
import { type FolderWithLogins, foldersWithLogins } from '../../access/shared-logins';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { NeededOfCluster, NeededSecret, PlacedName } from '../checks/needed-of-cluster';

/** What the manifests count on in the cluster. */
export function neededOfCluster(manifests: readonly ReadManifest[]): NeededOfCluster {
  const folders = foldersWithLogins(manifests);
  const all = folders.flatMap(({ app }) => app);
  const apiVersions = manifests.map(({ manifest }) => manifest.apiVersion);
  const kinds = manifests.filter(({ manifest }) => isOfOperator(manifest)).map(({ manifest }) => manifest);
  return {
    kinds: distinctBy(kinds.map(({ apiVersion, kind }) => ({ apiVersion, kind }))),
    folders: folders.map((folder) => ({ folder: folder.folder, namespaces: namespacesIn(folder, all) })),
    secrets: mergeKeys(folders.flatMap(({ app }) => app.operator.flatMap((owner) => secretsOf(owner, app)))),
    serviceAccounts: distinctBy(folders.flatMap(({ app }) => app.operator.flatMap((owner) => accountsOf(owner, app)))),
    hasArgoCd: apiVersions.some((one) => one.startsWith('argoproj.io/')),
    hasFlux: apiVersions.some((one) => one.includes('.toolkit.fluxcd.io/')),
  };
}

function namespacesIn({ app }: FolderWithLogins, all: readonly AppModel[]) {
  const named = app.resources
    .filter(({ manifest }) => !isOfCluster(manifest))
    .map(({ manifest }) => manifest.metadata?.namespace);
  const managed = app.managedObjects.map(({ namespace }) => namespace.value);
  const names = [...named, ...managed].filter((name): name is string => typeof name === 'string' && isName(name));
  return distinct(names)
    .sort(byText((name) => name))
    .map((name) => ({ name, isMade: all.some((one) => isDeclared(one, name) || isExistingNamespace(one, name)) }));
}

function isDeclared(app: AppModel, name: string): boolean {
  return app.resources.some(({ manifest: { kind, metadata } }) => kind === 'Namespace' && metadata?.name === name);
}

function secretsOf(owner: OperatorResource, app: AppModel): NeededSecret[] {
  const credentials = owner.logins.flatMap((login) => secretKeysOf(login));
  const { certificate } = owner;
  return [
    ...credentials.map((one) => ({ ...one, isAuthority: false })),
    { ...certificate, key: certificate.key.value, isAuthority: true },
  ].flatMap(({ name, namespace, key, isAuthority }) => {
    const placed = placedName(name, namespace);
    if (placed === undefined || key === undefined || isSubstituted(key)) return [];
    const isMade = app.resources.some(
      (resource) =>
        resource.manifest.metadata?.namespace === placed.namespace && secretsMadeOf(resource).includes(placed.name),
    );
    return [{ ...placed, keys: [key], isAuthority, isMade }];
  });
}

function accountsOf(owner: OperatorResource, app: AppModel): PlacedName[] {
  return referencesOf(owner).flatMap(({ kind, name, namespace }) => {
    const placed = kind === 'ServiceAccount' && namespace !== undefined ? placedName(name, namespace) : undefined;
    if (placed === undefined) return [];
    const isMade = app.resources.some(
      ({ manifest }) =>
        manifest.kind === kind &&
        manifest.metadata?.name === placed.name &&
        manifest.metadata.namespace === placed.namespace,
    );
    return [{ ...placed, isMade }];
  });
}

function placedName(name: Field<string>, namespace: Field<string>) {
  const [called, where] = [name.value, namespace.value];
  if (called === undefined || where === undefined || !isName(called) || !isName(where)) return undefined;
  return { name: called, namespace: where };
}

/** Of another name the API server has nothing, and what is filled in later nobody knows. */
function isName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(text);
}

function mergeKeys(secrets: readonly NeededSecret[]): NeededSecret[] {
  const byPlace = grouped(secrets, ({ namespace, name }) => JSON.stringify([namespace, name]));
  return [...byPlace.values()].map((own) => ({ ...own[0], keys: distinct(own.flatMap(({ keys }) => keys)) }));
}

function distinctBy<T extends object>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
