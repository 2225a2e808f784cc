import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { byText } from '../../lib/collections/order';
import { isInside, isOutside } from '../files/outside';
import { MAX_FILE, TOO_LARGE } from '../manifests/file-bytes';
import { withoutUnrendered } from '../manifests/folders-to-render';
import { folderOf, LEADS_OUT, MAX_ENTRIES, tooManyMessage } from '../manifests/manifest-files';
import { withoutPatches } from '../manifests/patches';
import { kustomizationsNaming, Reading } from '../manifests/read-files';
import { joinReads, type ReadManifests, unreadFile } from '../manifests/read-manifests';
import { isKeptByTools, isKustomization, mayHoldManifests } from '../manifests/rendered-folders';
import { bytesOfBlobs, commitOf, runGit, topLevel } from './git';
import { GitTree, type Resolved } from './git-tree';

/** A file of a commit, as if it stood on the disk. */
interface FileAt {
  readonly file: string;
  readonly folder: string;
  readonly content: { readonly hash: string; readonly size: number } | { readonly problem: string };
}

/** What is read of git at a time, in bytes. */
const BATCH = 64 * 1024 * 1024;

/** A commit of the repository in which the command runs. */
export interface Commit {
  readonly tree: GitTree;
  readonly top: string;
}

/** @throws if there is no such ref, or no repository */
export function commitAt(ref: string, option = '--diff'): Commit {
  const cwd = process.cwd();
  const top = topLevel(cwd, option);
  return { top, tree: new GitTree(commitOf(ref, cwd, option), cwd) };
}

/** A commit that git itself has named, by its hash. */
export function commitOfHash(hash: string, top: string): Commit {
  return { top, tree: new GitTree(hash, process.cwd()) };
}

/**
 * The Kubernetes objects that a commit has at the same paths, as if they were read from the disk. None where it does
 * not have a path.
 *
 * @throws if a path is not in the repository
 */
export function manifestsAt({ tree, top }: Commit, paths: readonly string[]): ReadManifests {
  if (paths.includes('-')) throw new Error('standard input has no past in git');
  const files = new Map(
    paths.flatMap((path) => filesAt(tree, path, pathInRepository(path, top))).map((file) => [file.file, file]),
  );
  const reading = new Reading();
  const read = joinReads(batchesOf([...files.values()]).flatMap((batch) => readBatch(batch, reading)));
  const isThere = (path: string) =>
    isInside(resolve(path), top) && typeof tree.resolve(pathInRepository(path, top)) === 'object';
  const rendered = withoutUnrendered(read, isThere);
  const identityOf = (path: string) => withinTop(path, top);
  const others = kustomizationsOf(tree, top);
  const around = kustomizationsNaming(rendered, [...others.keys()], (file) => others.get(file) ?? '');
  return withoutPatches(rendered, { kustomizations: [...(read.kustomizations ?? []), ...around], identityOf });
}

/** All kustomizations of the commit, by their files as the user would write them. */
function kustomizationsOf(tree: GitTree, top: string): ReadonlyMap<string, Buffer> {
  const files = tree.files().filter(({ path }) => isKustomization(posix.basename(path)));
  const contents = bytesOfBlobs(
    files.map(({ hash }) => hash),
    top,
  );
  return new Map(files.map(({ path }, index) => [relative(process.cwd(), join(top, path)), contents[index]]));
}

function withinTop(path: string, top: string): string {
  return isInside(resolve(path), top) ? pathInRepository(path, top) : resolve(path);
}

/** The submodules at and below the paths that are not checked out: others, such as Argo CD, fetch what is in them. */
export function absentSubmodules({ top }: Commit, paths: readonly string[]): ReadManifests {
  const asked = paths.map((path) => pathInRepository(path, top));
  const absent = submodulesOf(top)
    .filter((path) => asked.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`)))
    .map((path) => join(top, path))
    .filter((path) => !existsSync(join(path, '.git')));
  return joinReads(
    absent.map((path) => unreadFile(relative(process.cwd(), path), 'it is a submodule that is not checked out')),
  );
}

/** The submodules of a work tree, from its top, with slashes. */
export function submodulesOf(top: string): string[] {
  const index = runGit(['ls-files', '--stage', '-z', '--full-name', ':/'], top)?.toString('utf8') ?? '';
  return index.split('\0').flatMap((line) => /^160000 [^\t]*\t(.*)$/s.exec(line)?.[1] ?? []);
}

export function fileAt({ tree, top }: Commit, path: string): Buffer | undefined {
  const resolved = tree.resolve(pathInRepository(path, top));
  const entry = typeof resolved === 'string' ? undefined : tree.entryAt(resolved.path);
  return entry?.kind === 'file' ? bytesOfBlobs([entry.hash], process.cwd())[0] : undefined;
}

/** The path as git writes it, with the links in it: in the commit they may lead elsewhere. */
export function pathInRepository(path: string, top: string): string {
  const actual = relative(realpathSync(top), realPathOf(resolve(path)));
  const written = relative(top, resolve(path));
  if (isOutside(actual)) throw new Error(`${path}: this is outside of the repository, and has no past in git`);
  return (isOutside(written) ? actual : written).split(sep).join('/');
}

/** With links followed as far as the path exists: it may be there at the ref only. */
function realPathOf(path: string): string {
  return existsSync(path) || dirname(path) === path
    ? realpathSync(path)
    : join(realPathOf(dirname(path)), basename(path));
}

const PROBLEMS: Readonly<Record<Exclude<Resolved, object>, string>> = {
  nothing: 'it is a link to nothing',
  outside: LEADS_OUT,
  circle: 'its links lead in a circle',
};

function filesAt(tree: GitTree, path: string, inside: string): FileAt[] {
  const resolved = tree.resolve(inside);
  if (resolved === 'nothing') return [];
  if (typeof resolved === 'string') {
    return [{ file: path, folder: dirname(path), content: { problem: PROBLEMS[resolved] } }];
  }
  if (!tree.isFolder(resolved.path)) {
    return [{ file: path, folder: dirname(path), content: contentAt(tree, resolved.path) }];
  }
  return new Listing(tree, path)
    .below(resolved.path)
    .sort(byText(({ entry }) => entry))
    .map(({ entry, content }) => ({ file: join(path, entry), folder: folderOf(path, entry), content }));
}

interface Entry extends Pick<FileAt, 'content'> {
  /** Below the path that was asked for. */
  readonly entry: string;
}

class Listing {
  private count = 0;

  public constructor(
    private readonly tree: GitTree,
    private readonly path: string,
  ) {}

  /** @param above the folders on the way: a link to one of them leads to what is read already */
  public below(folder: string, shown = '', above: readonly string[] = []): Entry[] {
    const { tree } = this;
    const [top = folder] = above;
    const on = [...above, folder];
    return tree.namesIn(folder).flatMap((name): Entry[] => {
      if (isKeptByTools(name)) return [];
      if (++this.count > MAX_ENTRIES) throw new Error(tooManyMessage(this.path));
      const entry = join(shown, name);
      const resolved = tree.resolve(folder === '' ? name : `${folder}/${name}`);
      if (typeof resolved === 'string') return [{ entry, content: { problem: PROBLEMS[resolved] } }];
      if (tree.isFolder(resolved.path)) return on.includes(resolved.path) ? [] : this.below(resolved.path, entry, on);
      const isSubmodule = tree.entryAt(resolved.path)?.kind === 'submodule';
      const isManifest = mayHoldManifests(entry, (path) => typeof tree.resolve(posix.join(top, path)) === 'object');
      return isManifest || isSubmodule ? [{ entry, content: contentAt(tree, resolved.path) }] : [];
    });
  }
}

function contentAt(tree: GitTree, path: string): FileAt['content'] {
  const entry = tree.entryAt(path);
  if (entry === undefined) return { problem: PROBLEMS.nothing };
  if (entry.kind === 'submodule') return { problem: 'it is a submodule, whose files git does not have here' };
  return entry.size > MAX_FILE ? { problem: TOO_LARGE } : entry;
}

function batchesOf(files: readonly FileAt[]): FileAt[][] {
  const found: FileAt[][] = [[]];
  let size = 0;
  for (const file of files) {
    const own = 'size' in file.content ? file.content.size : 0;
    size += own;
    if (size > BATCH) {
      found.push([]);
      size = own;
    }
    found.at(-1)?.push(file);
  }
  return found;
}

function readBatch(batch: readonly FileAt[], reading: Reading): ReadManifests[] {
  const hashes = batch.flatMap(({ content }) => ('hash' in content ? content.hash : []));
  const contents = bytesOfBlobs(hashes, process.cwd());
  let next = 0;
  return batch.map(({ file, folder, content }) => {
    const problem = 'problem' in content ? content.problem : undefined;
    return reading.of({ file, folder, problem }, () => contents[next++]);
  });
}
