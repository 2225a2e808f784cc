import { fields } from '../../lib/json/json';
import { namespacing } from '../../lib/model/applied-namespace';
import { isOfCluster } from '../../lib/model/cluster-scoped-kinds';
import type { Manifest } from '../../lib/model/manifest';
import type { ReadManifest, ReadManifests } from './read-manifests';

/** The objects with the namespace that kubectl would give to those that name none. */
export function withNamespace<T extends Pick<ReadManifests, 'manifests'>>(read: T, namespace: string | undefined): T {
  if (namespace === undefined) return read;
  const placed = namespacing(
    read.manifests.map(({ manifest }) => manifest),
    namespace,
  );
  const manifests = read.manifests.map((one): ReadManifest => {
    const manifest = placed(one.manifest);
    return manifest === one.manifest ? one : { ...one, manifest };
  });
  return { ...read, manifests };
}

/** Those of a namespace, with those that name none; what is of no namespace is not among them. */
export function ofNamespace<T extends Pick<ReadManifests, 'manifests'>>(read: T, namespace: string | undefined): T {
  if (namespace === undefined) return read;
  const placed = withNamespace(read, namespace);
  return { ...placed, manifests: placed.manifests.filter(({ manifest }) => isIn(manifest, namespace)) };
}

/** What has no metadata is not known to be elsewhere. */
function isIn(manifest: Manifest, namespace: string): boolean {
  const { namespace: own } = fields(manifest.metadata);
  return own === undefined ? !isOfCluster(manifest) : typeof own !== 'string' || own === namespace;
}
