import { fields } from '../json/json';
import { isOfCluster } from './cluster-scoped-kinds';
import type { Manifest } from './manifest';

/**
 * Gives each object that names no namespace the one that `kubectl --namespace` would give it.
 *
 * @param all the objects among which the definitions of further kinds may be: some of these are in no namespace
 */
export function namespacing(all: readonly unknown[], namespace: string): (manifest: Manifest) => Manifest {
  const ofCluster = new Set(all.flatMap(clusterKindOf));
  return (manifest) => {
    const { apiVersion, kind } = manifest;
    const metadata: unknown = manifest.metadata ?? {};
    // What is no map at all is told elsewhere.
    if (metadata !== fields(metadata) || typeof apiVersion !== 'string' || fields(metadata).namespace) return manifest;
    if (isOfCluster(manifest) || ofCluster.has(kindName(apiVersion.split('/')[0], kind))) return manifest;
    return { ...manifest, metadata: { ...manifest.metadata, namespace } };
  };
}

/** The kind that a definition brings, where its objects are in no namespace. */
function clusterKindOf(manifest: unknown): string[] {
  const { kind, spec } = fields(manifest);
  if (kind !== 'CustomResourceDefinition') return [];
  const { group, names, scope } = fields(spec);
  return scope === 'Cluster' ? [kindName(group, fields(names).kind)] : [];
}

function kindName(group: unknown, kind: unknown): string {
  return JSON.stringify([group, kind]);
}
