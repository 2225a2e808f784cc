import { parseAllDocuments } from 'yaml';

type Json = { [field: string]: unknown };

/**
 * The objects in YAML, in one order and with one order of keys, so that equal ones are equal texts. Documents in which
 * nothing differs but the number of the application are parsed once.
 */
export function objectsIn(yaml: string): string[] {
  const parsed = new Map<string, string | undefined>();
  const objects = yaml.split(/^---$/m).map((document) => {
    const names = new Set(document.match(/app-\d+/g));
    const [name = ''] = names;
    const isOfOne = names.size === 1;
    const form = isOfOne ? document.replaceAll(name, 'app-0') : document;
    if (!parsed.has(form)) parsed.set(form, objectIn(form));
    return isOfOne ? parsed.get(form)?.replaceAll('app-0', name) : parsed.get(form);
  });
  return objects.filter((object) => object !== undefined).sort();
}

/** Whether objects say all that others say, and perhaps more. */
export function haveAll(objects: readonly string[], others: readonly string[]): boolean {
  const named = new Map(objects.map((text) => [nameOf(text), text]));
  return (
    named.size === others.length &&
    others.every((text) => hasAll(JSON.parse(named.get(nameOf(text)) ?? 'null'), JSON.parse(text)))
  );
}

function objectIn(document: string): string | undefined {
  const [object, ...more] = parseAllDocuments(document, { version: '1.1' })
    .map((one) => one.toJS())
    .filter((one) => one !== null);
  if (more.length > 0) throw new Error('a document that goes on behind its end');
  return object && JSON.stringify(sorted(object));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, sorted(child)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameOf(object: string): string {
  const { kind, metadata } = JSON.parse(object) as Json & { metadata: Json };
  return `${kind} ${metadata.name}`;
}

function hasAll(value: unknown, other: unknown): boolean {
  if (typeof value !== 'object' || value === null || typeof other !== 'object' || other === null)
    return value === other;
  if (Array.isArray(value) && (!Array.isArray(other) || value.length !== other.length)) return false;
  return Object.entries(other).every(([key, child]) => hasAll((value as Json)[key], child));
}
