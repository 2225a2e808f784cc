import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bytesOfBlobs } from '../git/git';
import { type Commit, pathInRepository } from '../git/manifests-at';
import type { ReadManifests } from '../manifests/read-manifests';
import { PrivateFolder } from './private-folder';
import { type RenderRequest, withRendered } from './read-rendered';

/** What a machine has room for, beside the checkout that it has. */
const MAX_SIZE = 256 * 1024 * 1024;
const MAX_FILES = 50_000;
const TOO_LARGE = `the commit has more than ${MAX_FILES} files, or ${MAX_SIZE / 1024 / 1024} MiB, and is not rendered`;
/** What is read of git at a time, in files. */
const BATCH = 1_000;

/**
 * What was read of a commit, with what has to be rendered: its files are written to a folder that only this process
 * knows, and that is gone afterwards.
 */
export async function renderedAt(commit: Commit, read: ReadManifests, request: RenderRequest): Promise<ReadManifests> {
  const isNeeded = request.render && read.problems.some(({ rendering }) => rendering !== undefined);
  if (!isNeeded) return withRendered(read, request, () => TOO_LARGE);
  const own = new PrivateFolder();
  try {
    const problem = writeCommit(commit, own.path);
    return await withRendered(read, request, (folder) =>
      problem === undefined ? { at: join(own.path, pathInRepository(folder, commit.top)), project: own.path } : problem,
    );
  } finally {
    own.remove();
  }
}

/** Why the files of a commit cannot be written; links come last, so that nothing is written through one. */
function writeCommit({ tree, top }: Commit, folder: string): string | undefined {
  const [files, links] = [tree.files(), tree.links()];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length + links.length > MAX_FILES || size > MAX_SIZE) return TOO_LARGE;
  const odd = [...files, ...links].find(({ path }) => !isPlainPath(path));
  if (odd !== undefined) return 'the commit has a file that leads out of it';
  try {
    for (let from = 0; from < files.length; from += BATCH) {
      const batch = files.slice(from, from + BATCH);
      const contents = bytesOfBlobs(
        batch.map(({ hash }) => hash),
        top,
      );
      for (const [index, { path }] of batch.entries())
        writeFileSync(madePlace(folder, path), contents[index], { flag: 'wx' });
    }
    for (const { path, target } of links) symlinkSync(target, madePlace(folder, path));
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `the files of the commit cannot be written to a temporary folder (${code})`;
  }
}

function madePlace(folder: string, path: string): string {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  return place;
}

/** git writes no such paths, and somebody may have done so in its place. */
function isPlainPath(path: string): boolean {
  return !path.split(/[\\/]/).some((name) => name === '' || name === '.' || name === '..');
}
