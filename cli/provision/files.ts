import { join } from 'node:path';
import { entryAt, namesIn } from '../../lib/files/entry';
import { writeFiles } from '../files/write-files';
import { unifiedDiff } from '../languages/unified-diff';
import { bytesOf } from '../manifests/file-bytes';
import type { Installation } from './declared/installation';
import { type Committed, committedIn, NOTHING_COMMITTED } from './document/committed';
import { MADE } from './document/document';

/** What each file is called: anything beside it is the user's own. */
const FILE = 'infisical.tf.json';

/** A file of the folder, by its path from there on. */
export interface ProvisionFile {
  readonly path: string;
  readonly text: string;
  readonly installation: Installation;
}

/** The provider logs in to one Infisical: with several, each has a folder of its own. */
export function pathOf({ host = 'unnamed' }: Installation, isOnly: boolean): string {
  if (isOnly) return FILE;
  const name = host.replace(/^https:\/\//, '').replaceAll(/[^\w.-]+/g, '-');
  return `${name}/${FILE}`;
}

/** What stands there now; undefined where nothing does. */
function textAt(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  if (entryAt(file) === undefined) return undefined;
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') throw new Error(`${file}: ${bytes}`);
  return bytes.toString('utf8');
}

export function isThere(folder: string, path: string): boolean {
  return entryAt(join(folder, path)) !== undefined;
}

/** What the file has that is replaced; of one of somebody else, nothing. */
export function committedAt(folder: string, path: string): Committed {
  const found = textAt(folder, path) ?? '';
  return isOurs(found) ? committedIn(found, join(folder, path)) : NOTHING_COMMITTED;
}

/** Whether this command has written it. */
function isOurs(text: string): boolean {
  return text.slice(0, 1000).includes(`"${MADE}"`);
}

/**
 * What somebody else has written is neither replaced nor shown: a link may lead to whatever this machine has.
 *
 * @throws if one of the files is of somebody else
 */
export function refuseOthers(folder: string, files: readonly ProvisionFile[]): void {
  for (const { path } of files) {
    const found = textAt(folder, path);
    if (found === undefined || found.trim() === '' || isOurs(found)) continue;
    throw new Error(
      `${join(folder, path)} is there already, and was not written by provision: rename it, or name another --folder`,
    );
  }
}

/**
 * Writes the files, all or none.
 *
 * @throws if somebody else has written what is there
 */
export function writeAll(folder: string, files: readonly ProvisionFile[]): void {
  refuseOthers(folder, files);
  writeFiles(
    folder,
    files.map(({ path, text }) => [path, text] as const),
  );
}

/** Files of ours that nothing is written to any more. */
export function staleFiles(folder: string, files: readonly ProvisionFile[]): string[] {
  const places = [FILE, ...namesIn(folder).map((name) => `${name}/${FILE}`)];
  const others = places.filter((path) => !files.some((file) => file.path === path));
  return others.filter((path) => isOurs(readOrNothing(folder, path))).map((path) => join(folder, path));
}

function readOrNothing(folder: string, path: string): string {
  try {
    return textAt(folder, path) ?? '';
  } catch {
    return '';
  }
}

/** What is otherwise than it should be, as a diff; empty where it is right, also in a checkout with line ends of Windows. */
export function differenceAt(folder: string, { path, text }: ProvisionFile): string {
  const found = (textAt(folder, path) ?? '').replaceAll('\r\n', '\n');
  return found === text ? '' : unifiedDiff(join(folder, path), [found, text]);
}
