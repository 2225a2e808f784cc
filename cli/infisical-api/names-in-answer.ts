import { grouped } from '../../lib/collections/grouped';
import { byName, distinct } from '../../lib/collections/order';
import { fields, text } from '../../lib/json/json';
import { folderPath } from '../../lib/model/folder';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { Failure, ValueReceived } from './failure';
import type { Folder, Listing } from './folder';

/**
 * The names in an answer, and nothing else of it.
 *
 * @throws ValueReceived if a single row does not say that its value is hidden
 */
export function namesIn(body: unknown, folder: Folder): Listing {
  const { secrets, imports = [] } = fields(body);
  const importedRows = rowsOf(imports, folder);
  const rows = [
    ...rowsOf(secrets, folder).map((row) => ({ row, from: folderOf(row, folder), imported: false })),
    ...importedRows.flatMap((group) =>
      rowsOf(group.secrets, folder).map((row) => ({ row, from: importedFrom(group, folder), imported: true })),
    ),
  ];
  if (rows.some(({ row }) => row.secretValueHidden !== true)) throw new ValueReceived(folder.host);
  const byFolder = grouped(rows, ({ from, imported }) => JSON.stringify([imported, from.environment, from.path]));
  return [...byFolder].sort(byName).map(([, own]) => {
    const [{ from, imported }] = own;
    return { ...from, imported, keys: distinct(own.map(({ row }) => keyIn(row, folder))) };
  });
}

function keyIn({ secretKey }: ReturnType<typeof fields>, folder: Folder): string {
  const key = nameIn(secretKey);
  if (!key) throw unexpectedAnswer(folder);
  return key;
}

function rowsOf(value: unknown, folder: Folder) {
  if (!Array.isArray(value) || value.some((row) => typeof row !== 'object')) throw unexpectedAnswer(folder);
  return value.map(fields);
}

function folderOf(row: ReturnType<typeof fields>, { environment, path, recursive }: Folder) {
  return { environment, path: (recursive ? folderPathIn(row.secretPath) : undefined) ?? path };
}

function importedFrom(group: ReturnType<typeof fields>, { environment, path }: Folder) {
  return { environment: nameIn(group.environment) ?? environment, path: folderPathIn(group.secretPath) ?? path };
}

function folderPathIn(value: unknown): string | undefined {
  const path = nameIn(value);
  return path === undefined ? undefined : folderPath(path);
}

/** A name that somebody put a URL into has its credentials cut out here already. */
function nameIn(value: unknown): string | undefined {
  const name = text(value);
  return name && withoutCredentialsIn(name);
}

function unexpectedAnswer({ host }: Folder): Failure {
  return new Failure('other', `${host} sent JSON that is no list of secrets: is the address right?`);
}
