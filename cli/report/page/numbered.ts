import type { AccessRow, Named } from '../../access-report/access-row';
import type { Column } from '../side-by-side/columns';
import type { SideBySide, TableRow, WorkloadTable } from '../side-by-side/side-by-side';

/** A row of the report, with the number of that of the table. */
export interface NumberedRow {
  readonly number: number;
  readonly row: AccessRow;
}

export interface NumberedHolder {
  readonly holder: Named;
  readonly address: string;
  readonly rows: readonly NumberedRow[];
}

/** A workload whose rows have the numbers by which the page finds them: in the order in which they stand there. */
export interface NumberedTable extends Omit<WorkloadTable, 'rows'> {
  /** What leads to it, behind `#`. */
  readonly address: string;
  readonly rows: readonly NumberedTableRow[];
}

export interface NumberedTableRow extends TableRow {
  readonly number: number;
}

export function numberTables({ workloads }: SideBySide): NumberedTable[] {
  let rows = 0;
  const used = new Set<string>();
  return workloads.map((table) => ({
    ...table,
    address: freeAddress(table, used),
    rows: table.rows.map((row) => ({ ...row, number: rows++ })),
  }));
}

/** A name is an address; where several have it, the kind tells them apart. */
function freeAddress({ holder, namespaces }: WorkloadTable, used: Set<string>): string {
  const name = namespaces.length === 1 ? `${namespaces[0]}/${holder.name}` : holder.name;
  const wanted = [name, `${name}.${holder.kind}`].map((one) => addressOf('workload', one));
  let address = wanted.find((one) => !used.has(one));
  for (let again = 2; address === undefined; again++) {
    const next = `${wanted[1]}.${again}`;
    address = used.has(next) ? undefined : next;
  }
  used.add(address);
  return address;
}

/** The part of an address behind `#`, which is the id of what it leads to. */
export function addressOf(what: 'key' | 'workload', name: string): string {
  return `${what}=${encodeURIComponent(name).replaceAll('%2F', '/')}`;
}

/** The workloads of one environment, with what they get there. */
export function holdersIn(column: Column, tables: readonly NumberedTable[]): NumberedHolder[] {
  return tables.flatMap(({ columns, rows, holder, address, namespaces }) => {
    const index = columns.indexOf(column);
    const own = rows.flatMap(({ number, cells }) => (cells[index]?.rows ?? []).map((row) => ({ number, row })));
    const namespace = own[0]?.row.holder.namespace ?? namespaces[0];
    return own.length === 0 ? [] : [{ holder: { ...holder, namespace }, address, rows: own }];
  });
}
