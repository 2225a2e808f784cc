/** By the name of the constant, and in it by `apiVersion kind`, or the name of what it lists. */
type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The text of a generated file of lib/schemas. */
export function typesFile(prefix: string, about: string, tables: Tables): string {
  const constants = Object.entries(tables).map(([name, table]) => {
    const rows = Object.entries(table)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `  ${/^\w+$/.test(key) ? key : `'${key}'`}: '${value}',\n`);
    return `export const ${prefix}_${name.toUpperCase()} = {\n${rows.join('')}} as const;\n`;
  });
  return `// ${about}\n// Made by tools/${prefix.toLowerCase()}-types.ts: never edited.\n// biome-ignore-all format: a line a type\n${constants.join('\n')}`;
}
