import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withoutCredentials } from '../../lib/infisical/credential-text';
import { fields, list, text } from '../../lib/validation/manifest';
import type { Origin } from '../infisical-api/place';
import { jsonText } from '../languages/json';
import { bytesOf } from '../manifests/file-bytes';
import { parsedJson } from '../yaml/parsed-json';
import type { Catalogue, CataloguePlace } from './catalogue';

export const LOCK_ENDING = '.lock.json';
const FORMAT = 1;

/** The catalogue as JSON, with one line for each name so that a review shows what changed. */
export function lockText({ host, project, places }: Catalogue): string {
  const { slug, id } = project;
  return jsonText({ format: FORMAT, host: withoutCredentials(host), project: { slug, id }, places });
}

/** The catalogues in a folder, by the names of their files; none if there is no such folder. */
export function readLocks(folder: string): Map<string, Catalogue> {
  const files = entriesOf(folder).filter((file) => file.endsWith(LOCK_ENDING));
  return new Map(files.map((file) => [file.slice(0, -LOCK_ENDING.length), readLock(join(folder, file))]));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readLock(file: string): Catalogue {
  const content = contentOf(file);
  if (content.format !== FORMAT) {
    throw new Error(`${file}: this is no key catalogue that this version reads: make it again with \`import\``);
  }
  const { slug, id } = fields(content.project);
  return {
    host: text(content.host) ?? '',
    project: { slug: text(slug), id: text(id) },
    places: list(content.places).map(placeOf),
  };
}

function contentOf(file: string) {
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') throw new Error(`${file}: ${bytes}`);
  try {
    return fields(parsedJson(bytes.toString('utf8'), file));
  } catch (error) {
    throw new Error(`${(error as Error).message}: make it again with \`import\``);
  }
}

function placeOf({ environment, path, recursive, origins }: ReturnType<typeof fields>): CataloguePlace {
  const place = { environment: text(environment) ?? '', path: text(path) ?? '/', recursive: recursive === true };
  return { ...place, origins: list(origins).map((origin) => originOf(origin, place)) };
}

function originOf(origin: ReturnType<typeof fields>, { environment, path }: Omit<CataloguePlace, 'origins'>): Origin {
  return {
    environment: text(origin.environment) ?? environment,
    path: text(origin.path) ?? path,
    imported: origin.imported === true,
    keys: Array.isArray(origin.keys) ? origin.keys.filter((key) => typeof key === 'string') : [],
  };
}
