import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { entryAt } from '../../../lib/files/entry';
import { readIfPossible } from '../../../lib/files/read-if-possible';

/** An editor is done, with all its files, when nothing has come for so long. */
const QUIET_MS = 15;
/** An empty file, or one that is gone, is mostly about to be written. */
const HALF_SAVED_MS = 150;
/** What watches may leave out what comes so soon after something else. */
const LEFT_OUT_MS = 100;
/** A larger file is known by its size and time. */
const MOST_BYTES = 4_194_304;

/** The files that were saved since somebody asked last, all that belong together at once. */
export class Saves {
  private readonly pending = new Map<string, number>();
  private readonly known = new Map<string, string>();
  private readonly made = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private resolve: ((paths: string[]) => void) | undefined;

  /** @param isOfApp whether it is the app that has written the file, and nobody else */
  public constructor(private readonly isOfApp: (path: string) => boolean) {}

  /** @param isMade whether it was not there before */
  public note(path: string, isMade = false): void {
    if (!this.pending.has(path)) {
      this.pending.set(path, performance.now());
      if (isMade) this.made.add(path);
    }
    this.settle();
  }

  /** The paths of those that come next. */
  public next(): Promise<string[]> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      if (this.pending.size > 0) this.settle();
    });
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), QUIET_MS);
  }

  private tell(): void {
    if (this.resolve === undefined) return;
    const isHalf = [...this.pending].some(
      ([path, since]) => performance.now() - since < HALF_SAVED_MS && !statSync(path, { throwIfNoEntry: false })?.size,
    );
    if (isHalf) {
      this.settle();
      return;
    }
    const saved = [...this.pending.keys()].filter((path) => this.isNew(path) && !this.isOfApp(path));
    this.pending.clear();
    this.made.clear();
    if (saved.length === 0) return;
    const { resolve } = this;
    this.resolve = undefined;
    setTimeout(() => this.lookAgain(saved), LEFT_OUT_MS).unref();
    resolve(saved.sort());
  }

  private lookAgain(saved: readonly string[]): void {
    for (const path of saved) if (this.known.get(path) !== stateOf(path)) this.note(path);
  }

  /** Whether it is not what it was when it was saved last: some are written again as they are. */
  private isNew(path: string): boolean {
    const state = stateOf(path);
    const known = this.known.get(path);
    this.known.set(path, state);
    // What programs make and rename when they save has come and gone meanwhile.
    const hasPassed = state === '' && known === undefined && this.made.has(path) && entryAt(path) === undefined;
    return known !== state && !hasPassed;
  }
}

function stateOf(path: string): string {
  const state = readIfPossible(() => {
    const { size, mtimeMs } = statSync(path);
    if (size > MOST_BYTES) return `${size} ${mtimeMs}`;
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  });
  return state ?? '';
}
