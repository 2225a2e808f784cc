import { foreignText, type TerminalText } from '../../terminal/terminal-text';

/** Where Node.js stood when it ended, on a line of its own, and the line after all that it says of that. */
const BEGIN = /^(?:node:internal\/|file:\/\/\/|\/|[A-Za-z]:\\)[^\n]*:\d+\r?\n/m;
const END = /^Node\.js v\d[^\n]*\n/m;
const LONGEST = 65_536;
/** It is printed at once: what comes later is something else. */
const PATIENCE_MS = 1_000;

/** What an app prints, as it comes; only what Node.js says at its end is kept back until it is whole, to be told in short. */
export class BriefOutput {
  private held = '';
  private isLineEnded = true;
  private timer: NodeJS.Timeout | undefined;

  /** @param inShort what is told instead; undefined if it is told as it is */
  public constructor(
    private readonly write: (text: TerminalText) => Promise<void>,
    private readonly inShort: (text: string) => TerminalText | undefined,
  ) {}

  public async pass(text: string): Promise<void> {
    if (this.held !== '') this.held += text;
    else {
      const start = this.beginIn(text);
      this.held = text.slice(start);
      if (this.held !== '') this.timer = setTimeout(() => void this.end(), PATIENCE_MS);
      if (start > 0) await this.write(foreignText(text.slice(0, start)));
    }
    this.isLineEnded = text.endsWith('\n');
    if (END.test(this.held) || this.held.length > LONGEST) await this.end();
  }

  /** Passes on what is kept back. */
  public async end(): Promise<void> {
    clearTimeout(this.timer);
    const { held } = this;
    if (held === '') return;
    this.held = '';
    const end = END.exec(held);
    const length = end === null ? 0 : end.index + end[0].length;
    const brief = length === 0 ? undefined : this.inShort(held.slice(0, length));
    if (brief === undefined) return this.write(foreignText(held));
    await this.write(brief);
    if (held.length > length) await this.write(foreignText(held.slice(length)));
  }

  private beginIn(text: string): number {
    const first = this.isLineEnded ? 0 : text.indexOf('\n') + 1 || text.length;
    const begin = BEGIN.exec(text.slice(first));
    return begin === null ? text.length : first + begin.index;
  }
}
