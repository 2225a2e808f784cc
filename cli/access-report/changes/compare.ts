import { grouped } from '../../../lib/collections/grouped';
import { lastOfEach } from '../../../lib/collections/last-of-each';
import { byText, distinct } from '../../../lib/collections/order';
import type { AccessReport, WholeFolder } from '../access-report';
import { type AccessRow, arrivalText, isEveryKey, keyName, objectName, qualifiedName } from '../access-row';
import { projectFolderName } from '../folder';
import { isTold, type Push } from '../pushes';
import { CHANGE_KINDS, type Change, type ChangeKind } from './change';

/** What is different between two reports, with what needs attention first. */
export function changesBetween(before: AccessReport, after: AccessReport): Change[] {
  const [old, now] = [before, after].map(({ rows }) =>
    grouped(rows, ({ cluster, holder }) => workloadId({ cluster, workload: holder })),
  );
  const [oldWorkloads, workloads] = [before, after].map((report) => new Set(report.workloads.map(workloadId)));
  const ofHolders = distinct([...old.keys(), ...now.keys()]).flatMap((id) => {
    const whole = oldWorkloads.has(id) !== workloads.has(id);
    return changesOf(old.get(id) ?? [], now.get(id) ?? [], whole);
  });
  const all = [
    ...ofHolders,
    ...changesOfFolders(before.wholeFolders, after.wholeFolders),
    ...changesOfPushes(before.pushes, after.pushes),
  ];
  return all.sort(
    byText(({ environment, cluster, kind, holder, keys }) => {
      const rank = String.fromCharCode(CHANGE_KINDS.indexOf(kind) + 'a'.charCodeAt(0));
      return [environment, cluster, rank, holder.name, qualifiedName(holder), ...keys.map(({ key }) => key ?? '')].join(
        '\0',
      );
    }),
  );
}

/** A key from one folder, in all the variables and files in which a holder gets it. */
interface Access {
  readonly row: AccessRow;
  readonly targets: readonly string[];
  readonly optional: boolean;
}

function changesOf(old: readonly AccessRow[], now: readonly AccessRow[], whole: boolean): Change[] {
  const [before, after] = [accessesById(old), accessesById(now)];
  let [gained, lost] = [missingIn(before, after), missingIn(after, before)];
  const moved = gained.flatMap((access): Move[] => {
    const from = lost.find((other) => isMove(other, access));
    return from === undefined ? [] : [{ from, access }];
  });
  gained = gained.filter((access) => !moved.some((move) => move.access === access));
  lost = lost.filter((access) => !moved.some(({ from }) => from === access));
  const kept = [...after].flatMap(([id, access]) => {
    const other = before.get(id);
    return other === undefined ? [] : changesOfAccess(other, access);
  });
  return [...joinByFolder(gained, 'gains', whole), ...movesOf(moved), ...kept, ...joinByFolder(lost, 'loses', whole)];
}

/** The keys that come together in one sentence: all that a new workload gets, else those from one folder. */
function joinByFolder(accesses: readonly Access[], kind: 'gains' | 'loses', whole: boolean): Change[] {
  const named = accesses.filter(({ row }) => !isEveryKey(row));
  const everything = accesses.filter(({ row }) => isEveryKey(row));
  const groups = grouped(named, ({ row }) => (whole ? '' : row.folders.map(projectFolderName).join()));
  return [
    ...everything.map((access) => ({ ...changeOf(`${kind}-every-key` as ChangeKind, [access]), whole })),
    ...[...groups.values()].map((together) => ({ ...changeOf(kind, together), whole })),
  ];
}

interface Move {
  readonly from: Access;
  readonly access: Access;
}

/** The keys that move together from one folder to another. */
function movesOf(moves: readonly Move[]): Change[] {
  const groups = grouped(moves, ({ from, access }) => JSON.stringify([from.row.folders, access.row.folders]));
  return [...groups.values()].map((together) => ({
    ...changeOf(
      'moves',
      together.map(({ access }) => access),
    ),
    before: together[0].from.row.folders,
  }));
}

function changesOfAccess(before: Access, after: Access): Change[] {
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
  'holds-every-key',
  'moves',
  'arrives-also',
];

function changeOf(kind: ChangeKind, accesses: readonly Access[]): Change {
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

function changesOfFolders(old: readonly WholeFolder[], now: readonly WholeFolder[]): Change[] {
  const [before, after] = [old, now].map((folders) => new Map(folders.map((folder) => [folderId(folder), folder])));
  const only = (side: typeof before, other: typeof before, kind: ChangeKind) =>
    [...side].flatMap(([id, { environment, cluster, managed: holder, folders }]): Change[] =>
      other.has(id)
        ? []
        : [{ kind, environment, cluster, holder, whole: false, keys: [], folders, grows: GROWING.includes(kind) }],
    );
  return [...only(after, before, 'holds-every-key'), ...only(before, after, 'holds-fewer-keys')];
}

/** Whoever may read the folder can read what comes into it. */
function changesOfPushes(old: readonly Push[], now: readonly Push[]): Change[] {
  const [before, after] = [old, now].map((pushes) => new Map(pushes.map((push) => [pushId(push), push])));
  const only = (side: typeof before, other: typeof before, kind: ChangeKind) =>
    [...side].flatMap(([id, push]): Change[] => {
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

function accessesById(rows: readonly AccessRow[]): Map<string, Access> {
  return new Map(
    [...grouped(rows, accessId)].map(([id, together]) => {
      const [row] = together;
      const optional = together.every((one) => one.optional);
      return [id, { row, targets: distinct(together.map(arrivalText)), optional }];
    }),
  );
}

function missingIn(one: ReadonlyMap<string, Access>, other: ReadonlyMap<string, Access>): Access[] {
  return [...other].flatMap(([id, access]) => (one.has(id) ? [] : [access]));
}

/** Whether the same key arrives at the same variable, from elsewhere. */
function isMove(from: Access, to: Access): boolean {
  const isSameKey = keyName(from.row) === keyName(to.row);
  return isSameKey && from.targets.some((target) => to.targets.includes(target));
}

function accessId({ key, lease, wording, folders }: AccessRow): string {
  return JSON.stringify([key, lease, wording, folders]);
}

function workloadId({ cluster, workload }: AccessReport['workloads'][number]): string {
  return [cluster, objectName(workload)].join('\0');
}

function folderId({ environment, cluster, managed, folders }: WholeFolder): string {
  return JSON.stringify([environment, cluster, objectName(managed), folders]);
}
