type Row = { readonly [column: string]: string | number };

/** A table that is filled cell by cell: rows with the same first columns are one. */
export interface CountsTable {
  add(row: Row): void;
  toString(): string;
}

export function countsTable(keys: readonly string[]): CountsTable {
  const rows = new Map<string, Row>();
  return {
    add: (row) => {
      const id = JSON.stringify(keys.map((key) => row[key]));
      rows.set(id, { ...rows.get(id), ...row });
    },
    toString: () => {
      const all = [...rows.values()];
      const columns = [...new Set([...keys, ...all.flatMap((row) => Object.keys(row))])];
      const lines = [
        columns,
        columns.map(() => '---'),
        ...all.map((row) => columns.map((column) => row[column] ?? '')),
      ];
      return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    },
  };
}
