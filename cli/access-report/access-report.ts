import { grouped } from '../../lib/collections/grouped';
import { sortedNaturally } from '../../lib/collections/natural-order';
import type { NamedProject } from '../../lib/configuration/configuration';
import { environmentKey } from '../../lib/model/environment-order';
import { isLease } from '../../lib/model/operator-resource';
import { podsOf } from '../../lib/model/pods';
import { composeServices, composeUses, NO_COMPOSE, type ReadCompose } from '../access/compose-uses';
import { whyNotAsked } from '../access/filled-in-later';
import type { KeyUse } from '../access/key-use';
import { type Access, accessIn } from '../access/key-uses';
import { knownKeys } from '../access/managed-keys';
import { type FolderWithLogins, foldersWithLogins } from '../access/shared-logins';
import { sourcesOf } from '../access/source';
import type { ToldHosts } from '../access/unknown-host';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import {
  type AccessRow,
  isBetween,
  isEveryKey,
  type Named,
  namedOf,
  type OriginsOf,
  qualifiedName,
  rowsOf,
} from './access-row';
import { type Folder, folderOf, projectFolderName } from './folder';
import { type Push, pushesIn } from './pushes';
import { shownPath } from './shown-path';

export interface AccessReport {
  readonly rows: readonly AccessRow[];
  readonly wholeFolders: readonly WholeFolder[];
  /** All there are, those without keys too. */
  readonly workloads: readonly { readonly cluster: string; readonly workload: Named }[];
  /** What goes the other way. */
  readonly pushes: readonly Push[];
  /** Where in the files stands what could not be read, which may be more. */
  readonly unread: readonly string[];
}

/** A managed object that holds every key of its folders, whatever the workloads use of it. */
export interface WholeFolder {
  readonly environment: string;
  readonly cluster: string;
  readonly managed: Named;
  readonly folders: readonly Folder[];
  /** How many different keys of it these manifests use by name. */
  readonly used: number;
  /** Whether whoever takes some of it names each key. */
  readonly takenByName: boolean;
}

/** What is known besides the manifests and the compose files. */
export interface KnownForReport {
  readonly projects?: readonly NamedProject[];
  readonly settings?: ToldHosts;
  /** What else is known of where keys come from. */
  readonly originsOf?: OriginsOf;
  /** Who uses which key, where somebody has found it out already with the same projects and settings. */
  readonly access?: Access;
}

/** What the manifests and the compose files say, in an order that does not depend on theirs. */
export function accessReport(
  manifests: readonly ReadManifest[],
  unread: readonly string[] = [],
  compose: ReadCompose = NO_COMPOSE,
  { projects = [], settings = {}, originsOf, access = accessIn(manifests, projects, settings) }: KnownForReport = {},
): AccessReport {
  const { uses, models } = access;
  const all = [...uses.filter(isAtKnown), ...composeUses(compose, uses, projects)].flatMap((use) =>
    rowsOf(use, originsOf),
  );
  const taken = new Set(all.filter((row) => !isBetween(row)).flatMap((row) => [keyOfObject(row), keyOfResource(row)]));
  const seen = new Map<string, AccessRow>();
  for (const row of all) {
    // What is put into an object is told by the workload that takes it from there.
    if (isBetween(row) && taken.has(row.via === 'delivery' ? keyOfResource(row) : keyOfObject(row))) continue;
    seen.set(orderOf(row), row);
  }
  const rows = sortedNaturally([...seen], ([order]) => order).map(([, row]) => row);
  const naming = new Set(uses.flatMap(({ field, workload }) => (field && workload ? [workload] : [])));
  const workloads = workloadsIn(manifests, naming, composeServices(compose));
  const inFolders = foldersWithLogins(manifests, settings, models);
  const wholeFolders = wholeFoldersIn(inFolders, rows, projects);
  return { rows, wholeFolders, workloads, pushes: pushesIn(inFolders, projects), unread };
}

/** Each project of which anything is read, or into which anything is pushed. */
export function projectsIn({ rows, wholeFolders, pushes }: AccessReport): string[] {
  const projects = new Set<string>();
  for (const all of [rows, wholeFolders, pushes]) {
    for (const { folders } of all) for (const { project } of folders) projects.add(project);
  }
  return [...projects];
}

/** Of a folder whose name is filled in later nobody knows which it is: what reads it is unread. */
export function isAtKnown({ sources }: Pick<KeyUse, 'sources'>): boolean {
  return sources.every((source) => whyNotAsked(source) === undefined);
}

/** @param naming those that run no pods, and use something nevertheless */
function workloadsIn(
  manifests: readonly ReadManifest[],
  naming: ReadonlySet<ReadManifest>,
  services: readonly ReadManifest[],
): AccessReport['workloads'] {
  const all = [...manifests.filter((read) => naming.has(read) || podsOf(read.manifest).length > 0), ...services];
  return sortedNaturally(
    all.map((read) => ({ cluster: shownPath(read.folder), workload: namedOf(read) })),
    ({ cluster, workload }) => [cluster, qualifiedName(workload), workload.kind].join('\0'),
  );
}

/** Each key of a delivery, whatever it is called in the object that it writes. */
function keyOfResource({ cluster, resource: { kind, namespace, name }, key, wording, folders }: AccessRow): string {
  return JSON.stringify([cluster, kind, namespace, name, key, wording, folders]);
}

function keyOfObject({ cluster, managed, key }: AccessRow): string {
  return JSON.stringify([cluster, managed.kind, managed.namespace, managed.name, key]);
}

function orderOf(row: AccessRow): string {
  const { environment, cluster, holder, container, variable, file, field, key, lease, managed, via, folders } = row;
  const target = [container ?? '', variable ?? '', file ?? field ?? '', key ?? '', lease ?? ''];
  const from = [managed.kind, managed.name, managed.key ?? '', via, ...folders.map(projectFolderName)];
  return [
    environmentKey(environment),
    cluster,
    holder.name,
    holder.namespace ?? '',
    holder.kind,
    ...target,
    ...from,
  ].join('\0');
}

function wholeFoldersIn(
  read: readonly FolderWithLogins[],
  rows: readonly AccessRow[],
  projects: readonly NamedProject[],
): WholeFolder[] {
  const used = grouped(rows, ({ cluster, managed }) => objectId(cluster, managed));
  const found = read.flatMap(({ folder, app }) =>
    app.managedObjects
      .filter((object) => !isLease(object) && knownKeys(object) === undefined)
      .map((object): WholeFolder => {
        const cluster = shownPath(folder);
        const managed = {
          kind: object.kind,
          namespace: object.namespace.value === undefined ? undefined : printable(object.namespace.value),
          name: printable(object.name.value ?? ''),
        };
        const sources = sourcesOf(object.owner, app, projects);
        const whole = sources.filter(({ secretName }) => secretName === undefined);
        const folders = isAtKnown({ sources }) ? whole.map(folderOf) : [];
        const taken = used.get(objectId(cluster, managed)) ?? [];
        const keys = new Set(taken.flatMap(({ key }) => key ?? []));
        const takenByName = keys.size > 0 && !taken.some(isEveryKey);
        return { environment: folders[0]?.environment ?? '', cluster, managed, folders, used: keys.size, takenByName };
      }),
  );
  const order = ({ environment, cluster, managed }: WholeFolder) =>
    [environmentKey(environment), cluster, qualifiedName(managed), managed.kind].join('\0');
  return sortedNaturally(
    found.filter(({ folders }) => folders.length > 0),
    order,
  );
}

function objectId(cluster: string, { kind, namespace, name }: Named): string {
  return JSON.stringify([cluster, kind, namespace, name]);
}
