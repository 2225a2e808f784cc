import type { KeyUse } from '../../access/key-use';
import type { NeededKey } from '../../access/managed-keys';
import type { AccessReport } from '../../access-report/access-report';
import { type AccessRow, isBetween, isEveryKey, type OriginsOf, rowsOf } from '../../access-report/access-row';
import { folderName, isSameOrWithin } from '../../access-report/folder';
import type { ReferredKey } from '../../roles/referred-keys';

/** What was asked for, and where it is looked for. */
export interface ToRotate {
  readonly key: string;
  /** Keys whose values refer to it. */
  readonly also: readonly ReferredKey[];
  /** Environments of Infisical; all where there are none. */
  readonly environments: readonly string[];
  /** All uses of the manifests, and of the compose files. */
  readonly uses: readonly KeyUse[];
  readonly report: AccessReport;
  readonly originsOf?: OriginsOf;
}

/** A way of the key, as the report has it and as it was read. */
export interface RotatedUse {
  readonly use: KeyUse;
  readonly row: AccessRow;
  /** The key of Infisical that is meant. */
  readonly key: string;
}

/** Whether nobody names the key, so that it is not even known to be there. */
export function isNamed(key: string, uses: readonly RotatedUse[]): boolean {
  return uses.some(({ row }) => row.key === key || row.origins !== undefined);
}

/** All ways of a key, and those that may be ways of another one of that name. */
export interface WaysOfKey {
  /** By its name, with all others of a folder that may have it, under the name that a rule gives it. */
  readonly found: readonly RotatedUse[];
  /** Who takes all keys of a folder where nobody names it. */
  readonly elsewhere: readonly RotatedUse[];
}

export function waysOfKey({ key, folder }: ReferredKey, uses: readonly KeyUse[], originsOf?: OriginsOf): WaysOfKey {
  const all = uses.flatMap((use) =>
    rowsOf(use, originsOf).flatMap((row, index) => {
      if (row.lease !== undefined) return [];
      const need = use.needs[index];
      if (!isMeant(key, row, need)) return [];
      return [{ use, row: withTarget(withOrigins(row, key, need ?? use, originsOf), key, use), key }];
    }),
  );
  const asked = folder === undefined ? all : all.filter(({ row }) => row.folders.some((one) => isOf(one, folder)));
  const named = asked.filter(({ row }) => row.key === key).flatMap(({ row }) => row.folders);
  const mayHaveIt = ({ row }: RotatedUse) =>
    row.key === key ||
    row.origins !== undefined ||
    named.length === 0 ||
    row.folders.some((one) => named.some((other) => isSameOrWithin(one, other)));
  const [found, elsewhere] = [true, false].map((wanted) => asked.filter((one) => mayHaveIt(one) === wanted));
  return { found: withoutBetween(found), elsewhere: withoutBetween(elsewhere) };
}

type Asked = NonNullable<ReferredKey['folder']>;

function isOf(one: AccessRow['folders'][number], { project, environment, path, recursive }: Asked): boolean {
  const asked = { ...one, project: project ?? one.project, environment, path, recursive };
  return one.project === asked.project && isSameOrWithin(one, asked);
}

function isMeant(key: string, row: AccessRow, need?: NeededKey): boolean {
  if (row.key !== undefined) return row.key === key;
  if (need?.wanted !== undefined) return need.wanted.ways.some(({ nameOf }) => nameOf(key) === need.wanted?.name);
  if (need?.matches !== undefined) return need.matches(key);
  return isEveryKey(row);
}

/** Whoever takes all of a folder has the key if it is there, which the catalogue may know. */
function withOrigins(
  row: AccessRow,
  key: string,
  { sources }: Pick<KeyUse, 'sources'>,
  originsOf?: OriginsOf,
): AccessRow {
  const origins = row.key === undefined ? originsOf?.(key, sources) : row.origins;
  return origins === undefined ? row : { ...row, origins };
}

/** Whoever takes the whole of an object has each key of it in a variable, or a file, that is called like it. */
function withTarget(row: AccessRow, key: string, { inModel }: KeyUse): AccessRow {
  const { object, use } = inModel ?? {};
  if (!isEveryKey(row) || object === undefined || use === undefined || use.key !== undefined) return row;
  if (row.via === 'envFrom') return { ...row, variable: `${use.prefix}${key}` };
  return row.file === undefined ? row : { ...row, file: `${row.file}/${key}` };
}

/** What brings a key into the cluster is told by who takes it there. */
function withoutBetween(uses: readonly RotatedUse[]): RotatedUse[] {
  const taken = new Set(uses.filter(({ row }) => !isBetween(row)).map(({ use }) => use.resource));
  return uses.filter(({ use, row }) => !(row.via === 'delivery' && taken.has(use.resource)));
}

/** The folder in which a key is changed: that of which it is known that it has it, or all from which it may come. */
export function placeOf({ row }: Pick<RotatedUse, 'row'>): AccessRow['folders'] {
  return row.origins ?? row.folders;
}

/** The environment in which a key is changed: an import brings one from another environment. */
export function environmentOf(one: Pick<RotatedUse, 'row'>): string {
  return placeOf(one)[0]?.environment ?? one.row.environment;
}

/** What tells places apart. A manifest that names no host means that of the others, where these have but one. */
export function placeIds(uses: readonly RotatedUse[]): (folders: AccessRow['folders']) => string {
  const hosts = new Set(
    uses.flatMap((one) => placeOf(one).map(({ host }) => host)).filter((host) => host !== undefined),
  );
  const idOf = (one: AccessRow['folders'][number]) =>
    JSON.stringify([hosts.size > 1 ? (one.host ?? '') : '', one.project, folderName(one)]);
  return (folders) => folders.map(idOf).join();
}
