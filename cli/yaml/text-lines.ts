/** The lines of a text, as far as an edit has to know them. */
export class TextLines {
  /** What ends its lines. */
  public readonly ending: string;

  public constructor(private readonly text: string) {
    this.ending = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  /** Where the line begins that has an offset. */
  public startOf(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Whether nothing but spaces stands before it on its line. */
  public isIndentOnly(offset: number): boolean {
    return /^ *$/.test(this.text.slice(this.startOf(offset), offset));
  }

  /** Spaces that lead to its column. */
  public indentOf(offset: number): string {
    return ' '.repeat(offset - this.startOf(offset));
  }

  /** Where the line ends, its break included, on which something ends. */
  public endOfRest(offset: number): number {
    if (this.text[offset - 1] === '\n') return offset;
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }

  /** Whether both are on one line, behind which nothing but a comment stands. */
  public isOneLine(from: number, to: number): boolean {
    const end = this.text.indexOf('\n', to);
    return (
      !this.text.slice(from, to).includes('\n') &&
      /^[ \t]*(?:#.*)?\r?$/.test(this.text.slice(to, end < 0 ? this.text.length : end))
    );
  }
}
