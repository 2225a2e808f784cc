import { join } from 'node:path';
import { namesIn } from '../../lib/files/entry';
import { CATALOGUE_FORMAT, LOCK_ENDING, readCatalogue } from '../../lib/infisical/catalogue-file';
import { withoutCredentials } from '../../lib/text/credential-text';
import { jsonText } from '../languages/json';
import type { Catalogue } from './catalogue';

/** The catalogue as JSON, with one line for each name so that a review shows what changed. */
export function lockText({ host, project, folders }: Catalogue): string {
  const { slug, id } = project;
  const places = folders.map(({ listing, ...folder }) => ({ ...folder, origins: listing }));
  return jsonText({ format: CATALOGUE_FORMAT, host: withoutCredentials(host), project: { slug, id }, places });
}

/** The catalogues in a folder, by the names of their files; none if there is no such folder. */
export function readLocks(folder: string): Map<string, Catalogue> {
  const files = namesIn(folder).filter((file) => file.endsWith(LOCK_ENDING));
  return new Map(files.map((file) => [file.slice(0, -LOCK_ENDING.length), readCatalogue(join(folder, file))]));
}
