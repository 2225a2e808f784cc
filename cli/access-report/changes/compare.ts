import { grouped } from '../../../lib/collections/grouped';
import { lastOfEach } from '../../../lib/collections/last-of-each';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { distinct } from '../../../lib/collections/order';
import { environmentKey } from '../../../lib/model/environment-order';
import { type AccessReport, projectsIn, type WholeFolder } from '../access-report';
import { type AccessRow, isEveryKey, objectName, qualifiedName } from '../access-row';
import { projectFolderName } from '../folder';
import { isTold, type Push } from '../pushes';
import { type Access, accessesById } from './access';
import { CHANGE_KINDS, type Change, type ChangeKind } from './change';
import { type Move, pairAccesses } from './pairs';

/** What is different in one place, whatever else there is. */
type Difference = Omit<Change, 'inOneProject'>;

/** What is different between two reports, with what needs attention first. */
export function changesBetween(before: AccessReport, after: AccessReport): Change[] {
  const isApart = declaredApart(before, after);
  const [old, now] = [before, after].map(({ rows }) =>
    grouped(rows, (row) => JSON.stringify([holderId(row), isApart(row) && row.holder.file])),
  );
  const [oldWorkloads, workloads] = [before, after].map((report) => new Set(report.workloads.map(workloadId)));
  const ofHolders = distinct([...old.keys(), ...now.keys()]).flatMap((id) => {
    const [past = [], present = []] = [old.get(id), now.get(id)];
    const holder = holderId([...past, ...present][0]);
    return changesOf(past, present, oldWorkloads.has(holder) !== workloads.has(holder));
  });
  const all = [
    ...ofHolders,
    ...changesOfFolders(before.wholeFolders, after.wholeFolders),
    ...changesOfPushes(before.pushes, after.pushes),
  ];
  const inOneProject = new Set([...projectsIn(before), ...projectsIn(after)]).size < 2;
  return sortedNaturally(all, orderOf).map((change) => ({ ...change, inOneProject }));
}

/** Whether several files of one folder have a workload of that name, each for its environment. */
function declaredApart(...reports: readonly AccessReport[]): (row: AccessRow) => boolean {
  const groups = reports.flatMap(({ rows }) => [...grouped(rows, holderId)]);
  const apart = new Set(
    groups.flatMap(([id, alike]) => (new Set(alike.map(({ holder }) => holder.file)).size > 1 ? [id] : [])),
  );
  return (row) => apart.has(holderId(row));
}

function orderOf({ environment, cluster, kind, holder, keys }: Difference): string {
  const rank = String.fromCharCode(CHANGE_KINDS.indexOf(kind) + 'a'.charCodeAt(0));
  const names = [holder.name, qualifiedName(holder), ...keys.map(({ key }) => key ?? '')];
  return [environmentKey(environment), cluster, rank, ...names].join('\0');
}

function changesOf(old: readonly AccessRow[], now: readonly AccessRow[], whole: boolean): Difference[] {
  const { before, after, gained, lost, moved, replaced } = pairAccesses(accessesById(old), accessesById(now));
  const kept = [...after].flatMap(([id, access]) => {
    const other = before.get(id);
    return other === undefined ? [] : changesOfAccess(other, access);
  });
  return [
    ...joinByFolder(gained, 'gains', whole),
    ...replaced.map(replacementOf),
    ...movesOf(moved),
    ...kept,
    ...joinByFolder(lost, 'loses', whole),
  ];
}

function replacementOf({ from, access }: Move): Difference {
  const { keys, folders: before } = changeOf('takes-another-key', [from]);
  return { ...changeOf('takes-another-key', [access]), replaced: keys, before };
}

/** The keys that come together in one sentence: all that a new workload gets, else those from one folder. */
function joinByFolder(accesses: readonly Access[], kind: 'gains' | 'loses', whole: boolean): Difference[] {
  const named = accesses.filter(({ row }) => !isEveryKey(row));
  const everything = accesses.filter(({ row }) => isEveryKey(row));
  const groups = grouped(named, ({ row }) => (whole ? '' : row.folders.map(projectFolderName).join()));
  return [
    ...everything.map((access) => ({ ...changeOf(`${kind}-every-key` as ChangeKind, [access]), whole })),
    ...[...groups.values()].map((together) => ({ ...changeOf(kind, together), whole })),
  ];
}

/** The keys that move together from one folder to another. */
function movesOf(moves: readonly Move[]): Difference[] {
  const groups = grouped(moves, ({ from, access }) => JSON.stringify([from.row.folders, access.row.folders]));
  return [...groups.values()].map((together) => ({
    ...changeOf(
      'moves',
      together.map(({ access }) => access),
    ),
    before: together[0].from.row.folders,
  }));
}

function changesOfAccess(before: Access, after: Access): Difference[] {
  const added = { ...after, targets: after.targets.filter((target) => !before.targets.includes(target)) };
  const dropped = { ...before, targets: before.targets.filter((target) => !after.targets.includes(target)) };
  const optional = after.optional ? 'becomes-optional' : 'becomes-required';
  return [
    ...(added.targets.length > 0 ? [changeOf('arrives-also', [added])] : []),
    ...(dropped.targets.length > 0 ? [changeOf('arrives-no-longer', [dropped])] : []),
    ...(before.optional === after.optional ? [] : [changeOf(optional, [after])]),
  ];
}

const GROWING: readonly ChangeKind[] = [
  'pushes',
  'gains',
  'gains-every-key',
  'takes-another-key',
  'holds-every-key',
  'moves',
  'arrives-also',
];

function changeOf(kind: ChangeKind, accesses: readonly Access[]): Difference {
  const { environment, cluster, holder } = accesses[0].row;
  const folders = accesses.flatMap(({ row }) => row.folders);
  return {
    kind,
    environment,
    cluster,
    holder,
    whole: false,
    keys: accesses.map(({ row: { key, lease, wording }, targets }) => ({ key, lease, wording, targets })),
    folders: lastOfEach(folders, projectFolderName),
    grows: GROWING.includes(kind),
  };
}

function changesOfFolders(old: readonly WholeFolder[], now: readonly WholeFolder[]): Difference[] {
  const [before, after] = [old, now].map((folders) => new Map(folders.map((folder) => [folderId(folder), folder])));
  const only = (side: typeof before, other: typeof before, kind: ChangeKind) =>
    [...side].flatMap(([id, { environment, cluster, managed: holder, folders }]): Difference[] =>
      other.has(id)
        ? []
        : [{ kind, environment, cluster, holder, whole: false, keys: [], folders, grows: GROWING.includes(kind) }],
    );
  return [...only(after, before, 'holds-every-key'), ...only(before, after, 'holds-fewer-keys')];
}

/** Whoever may read the folder can read what comes into it. */
function changesOfPushes(old: readonly Push[], now: readonly Push[]): Difference[] {
  const [before, after] = [old, now].map((pushes) => new Map(pushes.map((push) => [pushId(push), push])));
  const only = (side: typeof before, other: typeof before, kind: ChangeKind) =>
    [...side].flatMap(([id, push]): Difference[] => {
      const { environment, cluster, resource: holder, secrets, templated, generated, folders } = push;
      if (other.has(id)) return [];
      const grows = GROWING.includes(kind) && ![...other.values()].some((one) => isPartOf(push, one));
      const pushed = { secrets, ...(templated && { templated }), generated };
      return [{ kind, environment, cluster, holder, whole: false, keys: [], folders, ...pushed, grows }];
    });
  return [...only(after, before, 'pushes'), ...only(before, after, 'pushes-no-longer')];
}

function pushId({ cluster, resource, secrets, templated, generated, folders }: Push): string {
  return JSON.stringify([cluster, objectName(resource), secrets, templated, generated, folders]);
}

/** Whether a push brings nothing that the other one does not bring to the same place. */
function isPartOf(one: Push, other: Push): boolean {
  const place = ({ cluster, resource, folders }: Push) => JSON.stringify([cluster, objectName(resource), folders]);
  const isIn = (some: readonly string[], all: readonly string[]) => some.every((name) => all.includes(name));
  if (!isTold(one.resource) || place(one) !== place(other)) return false;
  if (!isIn(one.secrets, other.secrets) || !isIn(one.generated, other.generated)) return false;
  return one.secrets.length === 0 || other.templated === undefined || isIn(one.templated ?? ['?'], other.templated);
}

function holderId({ cluster, holder }: AccessRow): string {
  return workloadId({ cluster, workload: holder });
}

function workloadId({ cluster, workload }: AccessReport['workloads'][number]): string {
  return [cluster, objectName(workload)].join('\0');
}

function folderId({ environment, cluster, managed, folders }: WholeFolder): string {
  return JSON.stringify([environment, cluster, objectName(managed), folders]);
}
