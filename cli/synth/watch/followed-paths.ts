import { basename, relative, resolve, sep } from 'node:path';
import { isOutside } from '../../files/outside';

/** Folders that hold nothing that a program reads as its own. */
const FOREIGN = new Set(['node_modules', '.git', '.hg', '.svn', '.jj']);
/** What editors make and remove while they save: `4913` is of vim. Files that are put in place all at once begin alike. */
const PASSING =
  /^4913$|~$|^\.#|^#.*#$|\.sw[a-z]$|^\..*\.(?:half|was)$|\.tmp(?:\.\d+)*$|___jb_(?:tmp|old)___$|^\.goutputstream-/;

/** Which files of a project may change what its program writes, as far as that can be told by their paths. */
export class FollowedPaths {
  private readonly written = new Set<string>();
  private outputs: readonly string[] = [];

  public constructor(private readonly folder: string) {}

  /** @param folders where a synth writes */
  public writesInto(folders: readonly string[]): void {
    this.outputs = [...new Set([...this.outputs, ...folders])];
  }

  /** @param files of the project that a synth writes beside the output folder */
  public writes(files: readonly string[]): void {
    for (const file of files) this.written.add(resolve(this.folder, file));
  }

  public isFollowed(path: string): boolean {
    const inside = relative(this.folder, path);
    const parts = isOutside(inside) ? [basename(path)] : inside.split(sep);
    if (parts.some((part) => FOREIGN.has(part)) || PASSING.test(basename(path))) return false;
    return !this.written.has(path) && this.outputs.every((output) => isOutside(relative(output, path)));
  }
}
