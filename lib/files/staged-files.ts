import { copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { discardOnFailure } from './discard-on-failure';
import { entryAt } from './entry';
import { MadeFolders } from './made-folders';
import { keepOwnerAndMode } from './owner-and-mode';
import { type LinkTreatment, pathInside, realFolder } from './path-inside';

interface StagedFile {
  readonly target: string;
  /** The new contents beside it; undefined where the file is to go. */
  readonly half: string | undefined;
  /** Whether something is there that can be put back. */
  readonly existed: boolean;
}

/**
 * Stages files below a folder; who gets them commits or discards them.
 *
 * @throws if one of them cannot be staged; nothing is left then
 */
export function stageFiles(
  folder: string,
  files: Iterable<readonly [path: string, contents: string | Uint8Array]>,
  links: LinkTreatment,
): StagedFiles {
  const staged = new StagedFiles(folder, links);
  return discardOnFailure(staged, () => {
    for (const [path, contents] of files) staged.stage(path, contents);
    return staged;
  });
}

/** Names of what stands beside a file while it is replaced; a killed process may leave them. */
export const LEFTOVER = /^\.(.+)\.(?:half|was)$/;

/**
 * Files below a folder that are put in place together, or not at all: all are written beside their places first, and what
 * was there is put back if one of them cannot be replaced.
 */
export class StagedFiles {
  private readonly root: string;
  private readonly staged: StagedFile[] = [];
  private readonly madeFolders = new MadeFolders();

  /**
   * @param folder where the paths begin; it is made if it is not there
   * @param links whether a link in the place of a file is replaced, or followed inside of the folder
   */
  public constructor(
    folder: string,
    private readonly links: LinkTreatment,
  ) {
    this.root = realFolder(resolve(folder));
  }

  /**
   * Writes the new contents of a file beside it; a file that is as it should be stays untouched. Who does not commit
   * afterwards must discard.
   *
   * @throws if the path leads out of the folder, or nothing can be written there
   */
  public stage(path: string, contents: string | Uint8Array): void {
    const target = pathInside(this.root, path, this.links);
    const found = entryAt(target);
    if (found?.isFile() && readFileSync(target).equals(Buffer.from(contents))) {
      nameTargetInErrors(target, () => removeLeftovers(target));
      return;
    }
    nameTargetInErrors(target, () => {
      this.madeFolders.make(dirname(target));
      const half = temporaryName(target, 'half');
      removeLeftovers(target);
      this.staged.push({ target, half, existed: found !== undefined });
      writeFileSync(half, contents, { flag: 'wx' });
      if (found?.isFile()) keepOwnerAndMode(half, found);
    });
  }

  /** A file that shall no longer be there. */
  public remove(path: string): void {
    const target = pathInside(this.root, path, this.links);
    if (entryAt(target) === undefined) return;
    removeLeftovers(target);
    this.staged.push({ target, half: undefined, existed: true });
  }

  /**
   * Puts all in place.
   *
   * @param last what belongs to it and comes last
   * @param isOurs whether what was put in place is still that of who put it there; else new files stay
   * @throws if that fails for one of them, or for what comes last; then nothing is changed
   */
  public commit(last: () => void = () => undefined, isOurs: () => boolean = () => true): void {
    const done: StagedFile[] = [];
    try {
      for (const file of this.staged) {
        nameTargetInErrors(file.target, () => {
          if (file.existed) keep(file.target);
          putInPlace(file);
          done.push(file);
        });
      }
      last();
    } catch (error) {
      const failed = this.staged[done.length];
      const own = isOurs() ? done : done.filter((file) => file.existed);
      const lost = own.reverse().filter((file) => !succeeds(() => putBack(file)));
      if (failed?.existed) succeeds(() => removeLeftovers(failed.target));
      this.discard();
      if (lost.length === 0) throw error;
      const names = lost.map(({ target }) => target).join(', ');
      throw new Error(`${(error as Error).message}; and what was there could not be put back: ${names}`);
    }
    for (const { target } of done) succeeds(() => rmSync(temporaryName(target, 'was'), { force: true }));
  }

  public discard(): void {
    for (const { half } of this.staged) if (half !== undefined) succeeds(() => rmSync(half, { force: true }));
    this.madeFolders.discard();
  }
}

function temporaryName(target: string, state: 'half' | 'was'): string {
  return join(dirname(target), `.${basename(target)}.${state}`);
}

/** Only files: something else by such a name is not ours. */
function removeLeftovers(target: string): void {
  for (const path of [temporaryName(target, 'half'), temporaryName(target, 'was')])
    if (entryAt(path)?.isFile()) rmSync(path);
}

/** A second name for what is there: to put it back needs no room on the disk. */
function keep(target: string): void {
  const was = temporaryName(target, 'was');
  try {
    linkSync(target, was);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without links.
    copyFileSync(target, was);
  }
}

function putInPlace({ target, half, existed }: StagedFile): void {
  if (half === undefined) {
    rmSync(target);
    return;
  }
  // Not over a file that somebody has made in the meantime.
  if (!existed && entryAt(target) !== undefined) {
    throw Object.assign(new Error(`${target} is there now`), { code: 'EEXIST' });
  }
  renameSync(half, target);
}

function putBack({ target, existed }: StagedFile): void {
  if (existed) renameSync(temporaryName(target, 'was'), target);
  else rmSync(target, { force: true });
}

/** Whether something can be done, of which nothing else depends. */
function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** Errors name the file, and not what stands beside it. */
function nameTargetInErrors(target: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path: target });
  }
}
