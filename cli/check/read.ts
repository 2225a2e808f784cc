import { type ReadManifest, readManifests } from '../manifests/read-manifests';
import { tellUnread } from '../manifests/tell-unread';

/**
 * The manifests, and whether they are all that there is: what is unread is told on the side.
 *
 * @throws if there is no manifest at all
 */
export function readForCheck(paths: readonly string[]): { manifests: readonly ReadManifest[]; isComplete: boolean } {
  const read = readManifests(paths);
  const isComplete = tellUnread(read, { asked: paths }).length === 0;
  if (read.manifests.length === 0) throw new Error(`there are no Kubernetes manifests in ${paths.join(', ')}`);
  return { manifests: read.manifests, isComplete };
}
