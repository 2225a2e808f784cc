import { posix } from 'node:path';
import { bytesOfBlobs, runGit, WHOLE_CLONE } from './git';

interface TreeEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  readonly hash: string;
  readonly size: number;
}

/** Where a path of the tree leads, when all links on the way are followed. */
export type Resolved = { readonly path: string } | 'nothing' | 'outside' | 'circle';

const MAX_LINKS = 40;

/** The files of a commit. Its links are followed within it, as on a disk. Paths are from the top, with slashes. */
export class GitTree {
  private readonly entries = new Map<string, TreeEntry>();
  private readonly folders = new Map<string, Set<string>>([['', new Set()]]);
  private readonly targets = new Map<string, string>();

  /** @throws if the clone lacks some of it */
  public constructor(commit: string, cwd: string) {
    const listed = runGit(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], cwd)?.toString('utf8');
    if (listed === undefined) throw new Error(`git cannot list the files of ${commit}: ${WHOLE_CLONE}`);
    for (const line of listed.split('\0').filter(Boolean)) {
      const [, mode, hash, size, path] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
      // Of what is not there, newer releases of git say BAD for its size.
      if (path === undefined) throw new Error(`git does not have all files of ${commit}: ${WHOLE_CLONE}`);
      const kind = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';
      this.entries.set(path, { kind, hash, size: Number(size) || 0 });
      this.register(path);
    }
    const links = [...this.entries].filter(([, { kind }]) => kind === 'link');
    const texts = bytesOfBlobs(
      links.map(([, { hash }]) => hash),
      cwd,
    );
    for (const [index, [path]] of links.entries()) this.targets.set(path, texts[index].toString('utf8'));
  }

  /** All files, with their sizes and what they hold by its hash. */
  public files(): { readonly path: string; readonly hash: string; readonly size: number }[] {
    return [...this.entries].flatMap(([path, { kind, hash, size }]) => (kind === 'file' ? [{ path, hash, size }] : []));
  }

  /** All links, with what stands in them. */
  public links(): { readonly path: string; readonly target: string }[] {
    return [...this.targets].map(([path, target]) => ({ path, target }));
  }

  /** Names in a folder, in a stable order. */
  public namesIn(folder: string): string[] {
    return [...(this.folders.get(folder) ?? [])].sort();
  }

  public isFolder(path: string): boolean {
    return this.folders.has(path);
  }

  /** What stands at a path that has been resolved. */
  public entryAt(path: string): TreeEntry | undefined {
    return this.entries.get(path);
  }

  public resolve(path: string): Resolved {
    let left = path.split('/').filter(Boolean);
    let at = '';
    for (let links = 0; left.length > 0; ) {
      const [name, ...rest] = left;
      left = rest;
      if (name === '.' || name === '') continue;
      if (name === '..') {
        if (at === '') return 'outside';
        at = folderAbove(at);
        continue;
      }
      const next = at === '' ? name : `${at}/${name}`;
      const target = this.targets.get(next);
      if (target === undefined) {
        if (!this.entries.has(next) && !this.folders.has(next)) return 'nothing';
        at = next;
        continue;
      }
      if (++links > MAX_LINKS) return 'circle';
      if (posix.isAbsolute(target)) return 'outside';
      left = [...target.split('/').filter(Boolean), ...left];
    }
    return { path: at };
  }

  private register(path: string): void {
    const above = folderAbove(path);
    const known = this.folders.get(above);
    if (known) known.add(posix.basename(path));
    else {
      this.folders.set(above, new Set([posix.basename(path)]));
      this.register(above);
    }
  }
}

function folderAbove(path: string): string {
  const above = posix.dirname(path);
  return above === '.' ? '' : above;
}
