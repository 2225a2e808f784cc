import { fields, text } from '../../lib/json/json';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { Failure, ValueReceived } from './failure';
import { folderPath, type Listing, type Origin, type Place } from './place';

/**
 * The names in an answer, and nothing else of it.
 *
 * @throws ValueReceived if a single row does not say that its value is hidden
 */
export function namesIn(body: unknown, place: Place): Listing {
  const { secrets, imports = [] } = fields(body);
  const importedRows = rowsOf(imports, place);
  const groups = [
    ...rowsOf(secrets, place).map((row) => ({ row, from: folderOf(row, place), imported: false })),
    ...importedRows.flatMap((group) =>
      rowsOf(group.secrets, place).map((row) => ({ row, from: importedFrom(group, place), imported: true })),
    ),
  ];
  if (groups.some(({ row }) => row.secretValueHidden !== true)) throw new ValueReceived(place.host);
  const origins = new Map<string, Origin & { keys: string[] }>();
  for (const { row, from, imported } of groups) {
    const key = nameIn(row.secretKey);
    if (!key) throw strange(place);
    const id = JSON.stringify([imported, from.environment, from.path]);
    const origin = origins.get(id) ?? { ...from, imported, keys: [] };
    origin.keys.push(key);
    origins.set(id, origin);
  }
  return [...origins].sort(byCodeUnit).map(([, origin]) => ({ ...origin, keys: [...new Set(origin.keys)].sort() }));
}

function rowsOf(value: unknown, place: Place) {
  if (!Array.isArray(value) || value.some((row) => typeof row !== 'object')) throw strange(place);
  return value.map(fields);
}

function folderOf(row: ReturnType<typeof fields>, { environment, path, recursive }: Place) {
  return { environment, path: (recursive ? folder(row.secretPath) : undefined) ?? path };
}

function importedFrom(group: ReturnType<typeof fields>, { environment, path }: Place) {
  return { environment: nameIn(group.environment) ?? environment, path: folder(group.secretPath) ?? path };
}

function folder(value: unknown): string | undefined {
  const path = nameIn(value);
  return path === undefined ? undefined : folderPath(path);
}

/** A name that somebody put a URL into has its credentials cut out here already. */
function nameIn(value: unknown): string | undefined {
  const name = text(value);
  return name && withoutCredentialsIn(name);
}

function strange({ host }: Place): Failure {
  return new Failure('other', `${host} sent JSON that is no list of secrets: is the address right?`);
}

function byCodeUnit([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
