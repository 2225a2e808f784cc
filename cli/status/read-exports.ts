import { isDeepStrictEqual } from 'node:util';
import { grouped } from '../../lib/collections/grouped';
import { fields } from '../../lib/json/json';
import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { newest, newestMomentIn } from '../../lib/model/health/moments';
import type { Manifest } from '../../lib/model/manifest';
import { tellUnread } from '../configuration/tell-unread';
import { ofNamespace } from '../manifests/placed-manifests';
import { joinReads } from '../manifests/read-manifests';
import { identityOf } from './dist-folders';
import { readExport } from './json-export';
import type { LiveState } from './live-state';

/**
 * What stands in exports. Of what kinds they have all objects, nobody knows: of those of which a list has any in a namespace.
 * One that stands alone was asked for by its name.
 */
export function readExports(
  paths: readonly string[],
  { namespace, now }: { readonly namespace?: string; readonly now?: number },
): LiveState {
  const all = joinReads([...new Set(paths)].map(readExport));
  const read = ofNamespace(all, namespace);
  const unread = tellUnread(read, { asked: paths });
  const named = read.manifests.filter(({ manifest }) => hasName(manifest));
  const nameless = read.manifests.filter(({ manifest }) => !hasName(manifest));
  const manifests = named.map(({ manifest }) => manifest);
  const from = paths.map((path) => (path === '-' ? 'standard input' : path)).join(', ');
  const present = new Set(named.flatMap(({ isListed, manifest }) => (isListed ? placeOf(manifest) : [])));
  return {
    from: `${from}${namespace === undefined ? '' : `, namespace ${namespace}`}`,
    manifests,
    now: now ?? newest(manifests.map(newestMomentIn)),
    notKnown: [
      ...unread.map(({ file, line, column, message }) => `${file}:${line}:${column} is unread: ${message}`),
      ...(all.manifests.length === 0 ? [NOTHING] : []),
      ...nameless.map(
        ({ file, manifest: { kind } }) => `${file} is unread in part: the metadata of a ${kind} has no name`,
      ),
      ...toldTwice(manifests),
    ],
    notes: [],
    isWhole: ({ group, kind }, inNamespace) => present.has(JSON.stringify([group, kind, inNamespace ?? ''])),
  };
}

const NOTHING =
  'no object was given: kubectl get must have -o json, and with nothing to read, the command before the pipe may have failed';

function hasName({ metadata }: Manifest): boolean {
  const { name, namespace } = fields(metadata);
  return typeof name === 'string' && name !== '' && (namespace === undefined || typeof namespace === 'string');
}

/** Of two clusters, or of two times: which one counts, nobody knows. */
function toldTwice(manifests: readonly Manifest[]): string[] {
  const alike = grouped(manifests, identityOf);
  return [...alike].flatMap(([identity, [first, ...others]]) => {
    if (identity === undefined || others.every((one) => isDeepStrictEqual(one, first))) return [];
    const { kind, metadata } = first;
    const name = `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
    return [`${name} stands there more than once, and not alike: ask of each cluster by itself`];
  });
}

function placeOf({ apiVersion, kind, metadata }: Manifest): string {
  return JSON.stringify([groupOf(apiVersion), kind, metadata.namespace ?? '']);
}
