import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

/** Where npm gets the library from, and the tarball that the project keeps if that is one. */
export interface Library {
  readonly source: string;
  readonly files: readonly (readonly [path: string, contents: Uint8Array])[];
}

const VERSION = /^[\^~]?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const REMOTE_TARBALL = /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~+@-]+)+\.tgz$/;
const TARBALL_NAME = /^[\w.-]+\.tgz$/;

/**
 * What package.json is to say of the library. A tarball becomes a part of the project, as whoever clones it needs it too.
 *
 * @throws if npm could make nothing of it
 */
export function libraryFrom(given: string): Library {
  if (VERSION.test(given) || REMOTE_TARBALL.test(given)) return { source: given, files: [] };
  const found = statSync(given, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new Error('is a folder: run `npm pack` in it, and give the tarball that it makes');
  if (found?.isFile() && TARBALL_NAME.test(basename(given))) {
    const path = `vendor/${basename(given)}`;
    return { source: `file:${path}`, files: [[path, readFileSync(given)]] };
  }
  const absent = given.endsWith('.tgz') && found === undefined ? 'names no file; it ' : '';
  throw new Error(`${absent}must be a version, or a tarball (.tgz), as npm pack makes one of a clone`);
}
