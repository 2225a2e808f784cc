import type { Column } from '../side-by-side/columns';
import type { Overview } from './flow/pictures';
import type { NumberedTable } from './numbered';

/** What the script of the page cannot read off the tables. */
export interface PageData {
  /** The titles of the environments. */
  readonly columns: readonly string[];
  /** The boxes and lines of the pictures, as many lists as there are ways through them. */
  readonly ways: readonly (readonly number[])[];
  /** For each row of the tables and each environment the number of its way; -1 where it does not have the key. */
  readonly rows: readonly (readonly number[])[];
}

export function pageData(
  columns: readonly Column[],
  tables: readonly NumberedTable[],
  overviews: readonly Overview[],
): PageData {
  const numbers = new Map<string, number>();
  const ways: (readonly number[])[] = [];
  const wayOf = (parts: readonly number[]) => {
    const id = parts.join();
    const known = numbers.get(id) ?? ways.push(parts) - 1;
    numbers.set(id, known);
    return known;
  };
  const rows = tables.flatMap((table) =>
    table.rows.map(({ number, cells }) =>
      columns.map((column, i) => {
        const cell = cells[table.columns.indexOf(column)];
        return cell === undefined ? -1 : wayOf(overviews[i].partsOf.get(number) ?? []);
      }),
    ),
  );
  return { columns: columns.map(({ title }) => title), ways, rows };
}
