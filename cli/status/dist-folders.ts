import { existsSync } from 'node:fs';
import { grouped } from '../../lib/collections/grouped';
import { groupOf, isOfCluster } from '../../lib/model/cluster-scoped-kinds';
import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { tellUnread } from '../configuration/tell-unread';
import { readableOutput } from '../files/readable-output';
import { ofNamespace } from '../manifests/placed-manifests';
import { readManifests } from '../manifests/read-files';
import type { ReadManifest } from '../manifests/read-manifests';
import { differingFields } from './differing-fields';
import type { StatusOptions } from './options';

/** What should run somewhere: an environment, as `dist/prod` has it. */
export interface DistFolder {
  /** As the user writes it: `dist/prod`. */
  readonly folder: string;
  /** `prod`. */
  readonly environment: string;
  /** By what tells an object from all others; what names no namespace is not among them. */
  readonly objects: ReadonlyMap<string, Manifest>;
  /** What names no namespace, and may be in any. */
  readonly unplaced: readonly Manifest[];
  readonly namespaces: ReadonlySet<string>;
}

export interface ReadDist {
  readonly folders: readonly DistFolder[];
  readonly notKnown: readonly string[];
  /** Whether the user named it: what is not there then is missing. */
  readonly isNamed: boolean;
}

const USUAL = 'dist';

export function readDist({ dist, namespace }: StatusOptions): ReadDist {
  const isNamed = typeof dist === 'string';
  const path = isNamed ? dist : USUAL;
  if (dist === false || (!isNamed && !existsSync(readableOutput(path)))) return { folders: [], notKnown: [], isNamed };
  const read = ofNamespace(readManifests([path]), namespace);
  const notKnown = tellUnread(read, { asked: [path] }).map(({ file, message }) => `${file} is unread: ${message}`);
  const folders = [...grouped(read.manifests, (one) => one.folder)].map(([folder, own]) => folderOf(folder, own));
  return { folders, notKnown, isNamed };
}

/** What tells an object of a cluster from all others; undefined where nobody knows its namespace. */
export function identityOf(manifest: Manifest): string | undefined {
  const { apiVersion, kind, metadata } = manifest;
  const isOfNone = isOfCluster(manifest);
  if (typeof metadata.name !== 'string' || (!isOfNone && !metadata.namespace)) return undefined;
  return JSON.stringify([groupOf(apiVersion), kind, isOfNone ? '' : metadata.namespace, metadata.name]);
}

function folderOf(folder: string, own: readonly ReadManifest[]): DistFolder {
  const manifests = own.map(({ manifest }) => manifest);
  const objects = manifests.flatMap((manifest): [string, Manifest][] => {
    const identity = identityOf(manifest);
    return identity === undefined ? [] : [[identity, manifest]];
  });
  return {
    ...{ folder, environment: folder.split(/[\\/]/).at(-1) ?? folder, objects: new Map(objects) },
    unplaced: manifests.filter((manifest) => identityOf(manifest) === undefined),
    namespaces: new Set(manifests.flatMap(({ metadata: { namespace } }) => namespace ?? [])),
  };
}

/** The folders of which something runs there, and those of which nobody can say which of them it is. */
export function foldersThere(
  { folders, isNamed }: ReadDist,
  live: ReadonlyMap<string, Manifest>,
): { readonly there: readonly DistFolder[]; readonly alike: readonly string[] } {
  const isThere = ({ objects }: DistFolder) => [...objects.keys()].some((one) => live.has(one));
  const matching = isNamed ? folders : folders.filter(isThere);
  const users = new Map<string, DistFolder[]>();
  for (const one of matching)
    for (const identity of one.objects.keys()) users.set(identity, [...(users.get(identity) ?? []), one]);
  const [alike, others] = [new Set<DistFolder>(), new Set<DistFolder>()];
  for (const [identity, sharing] of users) {
    const found = live.get(identity);
    if (sharing.length < 2 || found === undefined) continue;
    for (const one of sharing) alike.add(one);
    // Environments with the same names differ in what their syncs read.
    const same = sharing.filter(({ objects }) => isSync(found) && isAsDeclared(objects.get(identity), found));
    if (same.length === 1) for (const one of sharing) if (one !== same[0]) others.add(one);
  }
  const left = matching.filter((one) => !others.has(one));
  const unsure = left.filter((one) => alike.has(one));
  const isSure = others.size > 0 && unsure.length === 1;
  return isSure || unsure.length === 0
    ? { there: left, alike: [] }
    : { there: left.filter((one) => !alike.has(one)), alike: unsure.map(({ folder }) => folder) };
}

function isSync({ apiVersion }: Manifest): boolean {
  return groupOf(apiVersion) === OPERATOR_GROUP;
}

function isAsDeclared(wanted: Manifest | undefined, found: Manifest): boolean {
  return wanted !== undefined && differingFields(wanted, found).length === 0;
}
