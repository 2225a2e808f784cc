/** So much of what is printed is compared. */
const MOST = 65_536;

/** What a program prints; of what it has printed in a first try before, only what comes after it is new. */
export class RepeatedOutput {
  private printed = '';
  private isAll = true;
  private before: string;

  public constructor(first?: RepeatedOutput) {
    this.before = first?.isAll ? first.printed : '';
  }

  /** What is new in what comes now. */
  public news(text: string): string {
    this.note(text);
    const length = Math.min(text.length, this.before.length);
    const isRepeated = text.slice(0, length) === this.before.slice(0, length);
    this.before = isRepeated ? this.before.slice(length) : '';
    return isRepeated ? text.slice(length) : text;
  }

  private note(text: string): void {
    if (this.printed.length + text.length <= MOST) this.printed += text;
    else this.isAll = false;
  }
}
