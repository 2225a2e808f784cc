import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { folderOf, MANIFEST_FILE, manifestsIn, type ReadManifests } from '../../manifests/read-manifests';
import { blobsAt, commitOf, textsOf, topLevel } from './git';

/**
 * The Kubernetes objects that a git ref has at the same paths, as if they were read from the disk. None where it does
 * not have a path.
 *
 * @throws if there is no such ref, or a path is not in the repository
 */
export function manifestsAt(ref: string, paths: readonly string[]): ReadManifests {
  const cwd = process.cwd();
  if (paths.includes('-')) throw new Error('--diff compares files with those of git: standard input has no past');
  const top = topLevel(cwd);
  const commit = commitOf(ref, cwd);
  const files = new Map(
    paths.flatMap((path) => filesAt(commit, path, inRepository(path, top), cwd)).map((file) => [file.file, file]),
  );
  const texts = textsOf(
    [...files.values()].map(({ hash }) => hash),
    cwd,
  );
  const read = [...files.values()].map(({ file, folder }, i) => manifestsIn(texts[i], file, folder));
  return {
    manifests: read.flatMap(({ manifests }) => manifests),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** The path as git writes it. */
function inRepository(path: string, top: string): string {
  const inside = relative(realpathSync(top), real(resolve(path)));
  if (inside.split(sep)[0] === '..' || isAbsolute(inside)) {
    throw new Error(`${path}: --diff compares with git, and this is outside of the repository`);
  }
  return inside.split(sep).join('/');
}

/** With links followed as far as the path exists: it may be there at the ref only. */
function real(path: string): string {
  return existsSync(path) || dirname(path) === path ? realpathSync(path) : join(real(dirname(path)), basename(path));
}

function filesAt(commit: string, path: string, inside: string, cwd: string) {
  const found = blobsAt(commit, inside, cwd).map((blob) => {
    if (blob.path === inside) return { ...blob, file: path, folder: dirname(path) };
    const entry = blob.path
      .slice(inside === '' ? 0 : inside.length + 1)
      .split('/')
      .join(sep);
    return { ...blob, file: join(path, entry), folder: folderOf(path, entry) };
  });
  return found
    .filter(({ file }) => file === path || MANIFEST_FILE.test(file))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
