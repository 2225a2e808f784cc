import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { lastOfEach } from '../../lib/collections/last-of-each';
import { entryAt } from '../../lib/files/entry';
import { pathInside } from '../../lib/files/path-inside';
import { isOutside } from '../files/outside';
import type { ChangedFile } from './changes';
import { OUTBOX_FILE } from './output/run-folder';

/** A file for the laptop: a LocalStack of the app writes it into the project, beside the output folder. */
export interface LocalFile {
  /** From the folder of the project, inside of it. */
  readonly path: string;
  readonly text: string;
}

/** Where an app that writes into `next` leaves the files that it would write beside it, instead of writing them. */
export function outboxPath(next: string): string {
  return join(dirname(next), OUTBOX_FILE);
}

/**
 * The files that are not in the project as they should be.
 *
 * @throws if one of them would not lie in the project
 */
export function localChanges(project: string, files: readonly LocalFile[]): ChangedFile[] {
  return files.flatMap(({ path, text }) => {
    const found = textAt(pathInside(realpathSync(project), path, 'follow'));
    if (found === text) return [];
    return [{ file: path, change: found === undefined ? ('added' as const) : ('changed' as const), objects: [] }];
  });
}

/**
 * The files in an outbox: one JSON object a line, of which the last one for a path counts.
 *
 * @throws if one of them would not lie in the project
 */
export function localFilesIn(project: string, outbox: string): LocalFile[] {
  if (!entryAt(outbox)?.isFile()) return [];
  const lines = readFileSync(outbox, 'utf8').split('\n').filter(Boolean);
  const files = lines.map((line) => JSON.parse(line) as LocalFile);
  const named = files.map(({ path, text }) => ({ path: pathInProject(project, path), text }));
  return lastOfEach(named, ({ path }) => path);
}

function pathInProject(project: string, path: string): string {
  const inside = relative(project, resolve(project, path));
  if (inside === '' || isOutside(inside)) {
    throw new Error(
      `the app writes ${JSON.stringify(path)}, which is outside of the project: name a file inside of it`,
    );
  }
  return inside.split(sep).join('/');
}

function textAt(path: string): string | undefined {
  return entryAt(path) === undefined ? undefined : readFileSync(path, 'utf8');
}
