import { grouped } from '../../../lib/collections/grouped';
import { distinctNaturally, sortedNaturally } from '../../../lib/collections/natural-order';
import { type AccessReport, projectsIn } from '../../access-report/access-report';
import { type AccessRow, type Named, objectName } from '../../access-report/access-row';
import { FolderNames } from '../../access-report/folder-names';
import { type Column, type Deployed, deployedIn } from './columns';

/** Who gets which key, with the environments beside each other. */
export interface SideBySide {
  readonly columns: readonly Column[];
  readonly workloads: readonly WorkloadTable[];
}

/** A workload, in all environments that have it. */
export interface WorkloadTable {
  readonly holder: Named;
  readonly namespaces: readonly string[];
  /** Where it is. */
  readonly columns: readonly Column[];
  /** Where it is not. */
  readonly absent: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Whether each environment that has it gives it the same. */
  readonly isAlike: boolean;
}

/** A key that arrives in one variable or file. */
export interface TableRow {
  /** One of them, for the names. */
  readonly row: AccessRow;
  /** Where it comes from, in most of the environments. */
  readonly from: string;
  /** For each column of the workload; undefined where it does not get the key. */
  readonly cells: readonly (Cell | undefined)[];
  /** Whether each environment that has the workload has the same. */
  readonly isAlike: boolean;
}

export interface Cell {
  readonly rows: readonly AccessRow[];
  readonly from: string;
  readonly optional: boolean;
}

export function sideBySide(report: AccessReport): SideBySide {
  const { columns, deployed } = deployedIn(report);
  const names = new FolderNames(projectsIn(report));
  const nameOf = workloadNames(deployed);
  const isThere = presenceIn(report, columns);
  const workloads = [...grouped(deployed, nameOf).values()].map((own) => tableOf(own, columns, isThere, names));
  return { columns, workloads: sortedNaturally(workloads, orderOf) };
}

function orderOf({ holder, namespaces }: WorkloadTable): string {
  return [holder.name, namespaces.join(), holder.kind].join('\0');
}

/** One workload in each environment has one name, also where its namespace is called like the environment. */
function workloadNames(deployed: readonly Deployed[]): (one: Deployed) => string {
  const short = ({ rows: [{ holder }] }: Deployed) => JSON.stringify([holder.kind, holder.name]);
  const counts = new Map(
    [...grouped(deployed, short)].map(([name, alike]) => [
      name,
      new Set(alike.map(({ column }) => column)).size === alike.length,
    ]),
  );
  return (one) => {
    const { holder } = one.rows[0];
    if (counts.get(short(one))) return short(one);
    const { environment } = one.column;
    const namespace = environment === '' ? holder.namespace : holder.namespace?.replaceAll(environment, '\0');
    return JSON.stringify([holder.kind, namespace, holder.name]);
  };
}

function tableOf(
  deployed: readonly Deployed[],
  all: readonly Column[],
  isThere: (holder: Named, column: Column) => boolean,
  names: FolderNames,
): WorkloadTable {
  const [{ rows }] = deployed;
  const byColumn = grouped(deployed, ({ column }) => column);
  const here = all.filter((column) => byColumn.has(column) || isThere(rows[0].holder, column));
  const cellsOf = here.map((column) =>
    grouped(
      (byColumn.get(column) ?? []).flatMap((one) => one.rows),
      rowId,
    ),
  );
  const ids = new Map(deployed.flatMap((one) => one.rows).map((row) => [rowId(row), row]));
  const table = [...ids].map(([id, row]): TableRow => {
    const cells = cellsOf.map((cells, i) => cellOf(cells.get(id), here[i], names));
    return { row, from: mostFrequent(cells.flatMap((cell) => cell?.from ?? [])), cells, isAlike: areAlike(cells) };
  });
  return {
    holder: rows[0].holder,
    namespaces: [
      ...new Set(
        here.flatMap((column) => byColumn.get(column) ?? []).flatMap((one) => one.rows[0].holder.namespace ?? []),
      ),
    ],
    columns: here,
    absent: all.filter((column) => !here.includes(column)),
    rows: sortedNaturally(table, ({ row }) => rowId(row)),
    isAlike: table.every(({ isAlike }) => isAlike),
  };
}

/** Whether a workload is there too, and gets nothing; in a folder of several environments nobody knows in which it is. */
function presenceIn({ workloads }: AccessReport, columns: readonly Column[]) {
  const known = new Set(workloads.map(({ cluster, workload }) => `${cluster}\0${objectName(workload)}`));
  const inCluster = grouped(columns, ({ cluster }) => cluster);
  return (holder: Named, { cluster }: Column) =>
    inCluster.get(cluster)?.length === 1 && known.has(`${cluster}\0${objectName(holder)}`);
}

function cellOf(rows: readonly AccessRow[] | undefined, column: Column, names: FolderNames): Cell | undefined {
  if (rows === undefined) return undefined;
  return {
    rows,
    from: distinctNaturally(rows.map((row) => names.originsWithin(column.environment, row))).join(', '),
    optional: rows.every(({ optional }) => optional),
  };
}

function areAlike([first, ...others]: readonly (Cell | undefined)[]): boolean {
  return others.every((cell) => cell?.from === first?.from && cell?.optional === first?.optional);
}

function mostFrequent(texts: readonly string[]): string {
  const counts = [...grouped(texts, (text) => text)];
  return counts.reduce((most, one) => (one[1].length > most[1].length ? one : most), ['', []] as [string, string[]])[0];
}

function rowId({ key, lease, wording, renamedTo, container, variable, file, field, via }: AccessRow): string {
  const target = [container, variable, file ?? field, via];
  return [...target, key ?? '~', lease, wording, renamedTo].map((part) => part ?? '').join('\0');
}
