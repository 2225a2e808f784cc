import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { quotedText } from '../text/key-name';
import { placeOf } from '../text/place-in-text';
import type { Catalogue, CataloguedFolder, FolderKeys } from './catalogue';

/** What `cdk8s-infisical import` calls the file of a project, behind its name. */
export const LOCK_ENDING = '.lock.json';
export const CATALOGUE_FORMAT = 1;

/** A catalogue of a hundred thousand keys has a tenth of it. */
const MAX_FILE = 32 * 1024 * 1024;
const AGAIN = 'delete it, and make it again with `npx cdk8s-infisical import`';
const NAME_IT = `name the ${LOCK_ENDING} file that \`npx cdk8s-infisical import\` made`;
const CONFLICT =
  'it has the marks of a merge conflict: take one side (`git checkout --theirs` or `--ours` it), and run `npx cdk8s-infisical import`';

export class NoSuchFile extends Error {}

/**
 * The key catalogue in a file. It may come from anybody: what is not as `import` writes it is refused, without a word of
 * what stands there.
 *
 * @throws NoSuchFile if there is none
 * @throws if it is no catalogue
 */
export function readCatalogue(file: string): Catalogue {
  try {
    return catalogueOf(asRecord(parseJson(textOf(file)), '', ['format', 'host', 'project', 'places']));
  } catch (error) {
    if (!(error instanceof InvalidCatalogue)) throw error;
    // What somebody else wrote is not to be deleted.
    const isOther = !file.endsWith(LOCK_ENDING);
    throw new Error(`${file}${error.place}: ${isOther ? error.message.replace(AGAIN, NAME_IT) : error.message}`);
  }
}

export function cataloguesInFolderOf(file: string): string[] {
  try {
    return readdirSync(dirname(file))
      .filter((name) => name.endsWith(LOCK_ENDING))
      .sort();
  } catch {
    return [];
  }
}

/** What is wrong with the content of the file. */
class InvalidCatalogue extends Error {
  /** @param place line and column, if they are known */
  public constructor(
    message: string,
    public readonly place = '',
  ) {
    super(message);
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidCatalogue(`it is no text in UTF-8: ${AGAIN}`);
  }
}

/** What is no file is not read: a named pipe would let one wait for ever, and a device may never end. */
function bytesOf(file: string): Uint8Array {
  let opened: number | undefined;
  try {
    opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    const stats = fstatSync(opened);
    if (!stats.isFile()) throw new InvalidCatalogue(`it is no file: ${NAME_IT}`);
    if (stats.size > MAX_FILE)
      throw new InvalidCatalogue(`it is larger than ${MAX_FILE / 1024 / 1024} MiB, and no key catalogue`);
    return readFileSync(opened);
  } catch (error) {
    if (error instanceof InvalidCatalogue) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new NoSuchFile(`${file}: there is no such file`);
    throw new InvalidCatalogue(
      code === 'EACCES' || code === 'EPERM'
        ? 'it may not be read: change its permissions'
        : `it cannot be read (${code})`,
    );
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/^(?:<{7}|={7}|>{7})(?=\s|$)/m.test(text)) throw new InvalidCatalogue(CONFLICT);
    // The message repeats the text.
    const [, position] = /position (\d+)/.exec(String(error)) ?? [];
    const { line, column } = placeOf(text, Number(position));
    throw new InvalidCatalogue(`it is no JSON: ${AGAIN}`, position === undefined ? '' : `:${line}:${column}`);
  }
}

function catalogueOf({ format, host, project, places }: Fields): Catalogue {
  if (format !== CATALOGUE_FORMAT) {
    throw new InvalidCatalogue(`it is no key catalogue that this version reads (format ${CATALOGUE_FORMAT}): ${AGAIN}`);
  }
  const { slug, id } = asRecord(project, 'project', ['slug', 'id']);
  const named = { slug: visibleName(slug, 'project.slug'), id: visibleName(id, 'project.id') };
  if (named.slug === undefined && named.id === undefined)
    throw invalidCatalogue('project', 'names neither slug nor id');
  const folders = asItems(places, 'places').map((folder, index) => folderAt(folder, `places[${index}]`));
  const seen = new Set<string>();
  for (const [index, { environment, path }] of folders.entries()) {
    const folder = JSON.stringify([environment, path]);
    if (seen.has(folder)) throw invalidCatalogue(`places[${index}]`, 'is there twice');
    seen.add(folder);
  }
  return { host: asAddress(host), project: named, folders };
}

function folderAt(folder: unknown, at: string): CataloguedFolder {
  const { environment, path, recursive, origins } = asRecord(folder, at, [
    'environment',
    'path',
    'recursive',
    'origins',
  ]);
  return {
    environment: asName(environment, `${at}.environment`),
    path: pathAt(path, `${at}.path`),
    recursive: asFlag(recursive, `${at}.recursive`),
    listing: asItems(origins, `${at}.origins`).map((origin, index) => keysAt(origin, `${at}.origins[${index}]`)),
  };
}

function keysAt(origin: unknown, at: string): FolderKeys {
  const { environment, path, imported, keys } = asRecord(origin, at, ['environment', 'path', 'imported', 'keys']);
  return {
    environment: asName(environment, `${at}.environment`),
    path: pathAt(path, `${at}.path`),
    imported: asFlag(imported, `${at}.imported`),
    keys: asItems(keys, `${at}.keys`).map((key, index) => asName(key, `${at}.keys[${index}]`)),
  };
}

type Fields = { readonly [field: string]: unknown };

function asRecord(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidCatalogue(at || 'the whole', `must be an object, found ${kindOf(value)}`);
  }
  const other = Object.keys(value).find((field) => !known.includes(field));
  if (other !== undefined) {
    throw invalidCatalogue(at || 'the whole', `has the field ${quotedText(other)}, which no key catalogue has`);
  }
  return Object.fromEntries(Object.entries(value));
}

function asItems(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidCatalogue(at, `must be a list, found ${kindOf(value)}`);
  return value;
}

function asFlag(value: unknown, at: string): boolean {
  if (typeof value !== 'boolean') throw invalidCatalogue(at, `must be true or false, found ${kindOf(value)}`);
  return value;
}

function asName(value: unknown, at: string): string {
  if (typeof value !== 'string') throw invalidCatalogue(at, `must be text, found ${kindOf(value)}`);
  if (value === '') throw invalidCatalogue(at, 'is empty');
  return value;
}

/** Whatever Infisical has for a name is one; those of projects stand in commands and messages. */
function visibleName(value: unknown, at: string): string | undefined {
  if (value !== undefined && /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(asName(value, at))) {
    throw invalidCatalogue(at, 'has a character that nobody sees');
  }
  return value === undefined ? undefined : asName(value, at);
}

function pathAt(value: unknown, at: string): string {
  const path = asName(value, at);
  if (!/^\/$|^(?:\/[^/]+)+$/.test(path)) throw invalidCatalogue(at, 'is no path like "/a/b"');
  return path;
}

function asAddress(value: unknown): string {
  const url = asName(value, 'host');
  if (!/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/.test(url))
    throw invalidCatalogue('host', 'is no URL such as "https://secrets.example.com"');
  return url.replace(/\/+$/, '');
}

function invalidCatalogue(at: string, what: string): InvalidCatalogue {
  return new InvalidCatalogue(`${at} ${what}: ${AGAIN}`);
}

/** What kind of thing stands there, which may be a value: it is not repeated. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
