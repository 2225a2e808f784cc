import { parseAllDocuments } from 'yaml';

/** The objects in YAML, in one order and with one order of keys, so that equal ones are equal texts. */
export function objectsIn(yaml: string): string[] {
  return parseAllDocuments(yaml, { version: '1.1' })
    .map((document) => document.toJS())
    .filter((object) => object !== null)
    .map((object) => JSON.stringify(sorted(object)))
    .sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, sorted(child)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
