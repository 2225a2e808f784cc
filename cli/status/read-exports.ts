import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { newest, newestMomentIn } from '../../lib/model/health/moments';
import type { Manifest } from '../../lib/model/manifest';
import { tellUnread } from '../configuration/tell-unread';
import { withNamespace } from '../manifests/placed-manifests';
import { readManifests } from '../manifests/read-manifests';
import type { LiveState } from './live-state';

/** What stands in exports. Of what kinds they have all objects, nobody knows: of those that they have any in a namespace. */
export function readExports(
  paths: readonly string[],
  { namespace, now }: { readonly namespace?: string; readonly now?: number },
): LiveState {
  const read = withNamespace(readManifests(paths), namespace);
  const unread = tellUnread(read, { asked: paths });
  const manifests = read.manifests.map(({ manifest }) => manifest);
  const present = new Set(manifests.map(placeOf));
  return {
    from: paths.map((path) => (path === '-' ? 'standard input' : path)).join(', '),
    manifests,
    now: now ?? newest(manifests.map(newestMomentIn)),
    notKnown: unread.map(({ file, line, column, message }) => `${file}:${line}:${column} is unread: ${message}`),
    notes: [],
    isWhole: ({ group, kind }, inNamespace) => present.has(JSON.stringify([group, kind, inNamespace ?? ''])),
  };
}

function placeOf({ apiVersion, kind, metadata }: Manifest): string {
  return JSON.stringify([groupOf(apiVersion), kind, metadata.namespace ?? '']);
}
