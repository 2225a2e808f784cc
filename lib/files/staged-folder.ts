import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { discardOnFailure } from './discard-on-failure';
import { MadeFolders } from './made-folders';

/** A folder that is written beside its place, and put there as a whole or not at all. */
export class StagedFolder {
  /** Where its contents go until then. */
  public readonly half: string;
  private readonly madeFolders = new MadeFolders();

  /**
   * @throws if nothing can be made beside it
   */
  public constructor(private readonly folder: string) {
    this.half = join(dirname(folder), `.${basename(folder)}.half`);
    rmSync(this.half, { recursive: true, force: true });
    discardOnFailure(this, () => {
      this.madeFolders.make(dirname(folder));
      mkdirSync(this.half);
    });
  }

  /**
   * Puts it in its place, where nothing must be yet.
   *
   * @param last what belongs to it and comes last
   * @throws if that fails, or what comes last; then it is not there
   */
  public commit(last: () => void): void {
    renameSync(this.half, this.folder);
    try {
      last();
    } catch (error) {
      try {
        renameSync(this.folder, this.half);
      } catch {
        throw new Error(`${(error as Error).message}; and ${this.folder} could not be taken away`);
      }
      throw error;
    }
  }

  /** Takes it away, with the folders above that were made for it. */
  public discard(): void {
    rmSync(this.half, { recursive: true, force: true });
    this.madeFolders.discard();
  }
}
