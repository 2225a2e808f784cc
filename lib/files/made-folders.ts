import { mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { entryAt } from './entry';

/** Folders that are made for something that may come to nothing. */
export class MadeFolders {
  private readonly made: string[] = [];

  /** Makes a folder, with those above that are not there. */
  public make(folder: string): void {
    if (entryAt(folder) !== undefined || folder === dirname(folder)) return;
    this.make(dirname(folder));
    try {
      mkdirSync(folder);
    } catch (error) {
      // Somebody else was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    this.made.push(folder);
  }

  /** Has a folder that others have made go with them. */
  public take(folder: string): void {
    this.made.push(folder);
  }

  /** Takes away those that are empty: somebody else may have put something there. */
  public discard(): void {
    for (const folder of [...this.made].reverse()) {
      try {
        rmdirSync(folder);
      } catch {
        // It has something in it.
      }
    }
  }
}
