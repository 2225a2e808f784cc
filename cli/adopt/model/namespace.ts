import { isOfCluster } from '../../../lib/model/cluster-scoped-kinds';
import type { ReadManifest } from '../../manifests/read-manifests';

/** The objects with the namespace that kubectl would give to those that name none. */
export function withNamespace(
  manifests: readonly ReadManifest[],
  namespace: string | undefined,
): readonly ReadManifest[] {
  if (namespace === undefined) return manifests;
  return manifests.map((read) => {
    const { manifest } = read;
    const metadata = manifest.metadata as ReadManifest['manifest']['metadata'] | undefined;
    if (metadata?.namespace !== undefined || isOfCluster(manifest)) return read;
    return { ...read, manifest: { ...manifest, metadata: { ...metadata, namespace } } };
  });
}
