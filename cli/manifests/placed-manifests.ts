import { namespacing } from '../../lib/model/applied-namespace';
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
