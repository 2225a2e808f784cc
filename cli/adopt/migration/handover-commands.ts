import type { ManagedObject } from '../../../lib/model/operator-resource';
import { shellWord } from '../../shell/word';
import type { Migration } from '../adoption';

type Migrated = Migration['migrated'][number];

export function waitFor({ read: { manifest } }: Migrated): string {
  const condition = 'condition=secrets.infisical.com/LastReconcileStatus';
  return `kubectl wait ${shellWord(`infisicalstaticsecret/${manifest.metadata.name}`)}${namespaceFlag(manifest.metadata)} --for=${condition}`;
}

export function deleteOld({ read: { manifest } }: Migrated): string {
  return `kubectl delete ${shellWord(`infisicalsecret/${manifest.metadata.name}`)}${namespaceFlag(manifest.metadata)}`;
}

export function releaseOwner({ kind, namespace, name }: ManagedObject): string {
  const patch = `[{"op":"remove","path":"/metadata/ownerReferences"}]`;
  return `kubectl patch ${objectWords([{ kind, name }])}${namespaceFlag({ namespace: namespace.value })} --type json --patch ${shellWord(patch)}`;
}

/** Deletes the old resource, and has the new one write what goes with it. */
export function recreate(migrated: Migrated, owned: readonly ManagedObject[]): string {
  const { metadata } = migrated.read.manifest;
  const namespace = namespaceFlag(metadata);
  const touch = `kubectl annotate ${shellWord(`infisicalstaticsecret/${metadata.name}`)}${namespace} --overwrite handed-over=1`;
  return `${deleteOld(migrated)} && kubectl wait ${objectWords(owned)}${namespace} --for=delete --timeout=1m; ${touch}`;
}

export function ownersOf({ read: { manifest } }: Migrated, owned: readonly ManagedObject[]): string {
  const kinds = "--output jsonpath='{..ownerReferences[*].kind}'";
  return `kubectl get ${objectWords(owned)}${namespaceFlag(manifest.metadata)} ${kinds}`;
}

function objectWords(objects: readonly Pick<ManagedObject, 'kind' | 'name'>[]): string {
  return objects.map(({ kind, name }) => shellWord(`${kind.toLowerCase()}/${name.value}`)).join(' ');
}

function namespaceFlag({ namespace }: { readonly namespace?: string }): string {
  return namespace === undefined ? '' : ` --namespace ${shellWord(namespace)}`;
}
