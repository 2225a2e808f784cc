import { statSync } from 'node:fs';

/** So often in a row a file changes while the app runs, until that is no chance. */
const MOST_ROUNDS = 3;

/**
 * Tells what a person has saved from what the app writes itself with each run, which would start the next one without
 * end. It goes by when the files were written.
 */
export class WrittenByApp {
  private readonly rounds = new Map<string, number>();
  private readonly current = new Set<string>();
  private start = Number.POSITIVE_INFINITY;
  private end = Number.POSITIVE_INFINITY;

  /** @param onFound told once of a file that the app writes */
  public constructor(
    private readonly onFound: (path: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  public begin(): void {
    for (const path of this.rounds.keys()) if (!this.current.has(path)) this.rounds.delete(path);
    this.current.clear();
    [this.start, this.end] = [this.now(), Number.POSITIVE_INFINITY];
  }

  public finish(): void {
    this.end = this.now();
  }

  /** Whether a file that has changed was written by the app. */
  public has(path: string): boolean {
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written === undefined || written < this.start || written > this.end) {
      this.rounds.delete(path);
      return false;
    }
    const isSeen = this.current.has(path);
    const rounds = (this.rounds.get(path) ?? 0) + (isSeen ? 0 : 1);
    this.current.add(path);
    this.rounds.set(path, rounds);
    if (rounds === MOST_ROUNDS && !isSeen) this.onFound(path);
    return rounds >= MOST_ROUNDS;
  }
}
