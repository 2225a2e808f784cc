/** Choices that are the same in each run, by a number. */
export class Choices {
  public constructor(private state: number) {}

  /** A number from 0 up to, and without, `below`. */
  public number(below: number): number {
    // The mixing steps of the generator "mulberry32".
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  /** Whether something happens that does so in one of `of` cases. */
  public oneIn(of: number): boolean {
    return this.number(of) === 0;
  }

  public one<T>(items: readonly T[]): T {
    return items[this.number(items.length)] as T;
  }

  /** Between `least` and `most` items, each once, in any order. */
  public some<T>(items: readonly T[], least: number, most: number): T[] {
    const left = [...items];
    const count = Math.min(left.length, least + this.number(most - least + 1));
    return Array.from({ length: count }, () => left.splice(this.number(left.length), 1)[0] as T);
  }
}
