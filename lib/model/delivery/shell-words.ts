/** A word of a shell, without its quotes. */
export interface ShellWord {
  /** What stands there, with `$NAME` as it is written. */
  readonly text: string;
  /** Whether the output of another command is part of it. */
  readonly isOpen: boolean;
  /** Counted from 0, in the script. */
  readonly line: number;
}

const MAX_DEPTH = 20;
const MAX_LENGTH = 1024 * 1024;

/** The simple commands of a script for a shell, each as its words: those inside of `$(…)` and `(…)` too. */
export function shellCommands(script: string): ShellWord[][] {
  return new ShellReader(script.slice(0, MAX_LENGTH)).read();
}

interface Frame {
  readonly words: ShellWord[];
  word: { text: string; isOpen: boolean; line: number } | undefined;
  quoted: boolean;
  /** What ends it. */
  readonly end: ')' | '`' | undefined;
}

class ShellReader {
  private readonly commands: ShellWord[][] = [];
  private readonly frames: Frame[] = [frame(undefined)];
  private at = 0;
  private line = 0;

  public constructor(private readonly script: string) {}

  public read(): ShellWord[][] {
    while (this.at < this.script.length) {
      const character = this.script[this.at];
      this.at += this.take(character);
      if (character === '\n') this.line++;
    }
    while (this.frames.length > 0) this.leave();
    return this.commands;
  }

  /** Reads what begins with a character; how many it took. */
  private take(character: string): number {
    const current = this.frames[this.frames.length - 1];
    const rest = this.script.slice(this.at, this.at + 2);
    if (character === '\\') return this.takeEscaped();
    if (rest === '$(' && this.script[this.at + 2] !== '(') return this.enter(')', 2);
    if (character === '`') return current.end === '`' ? this.leave() : this.enter('`', 1);
    if (character === '"') {
      current.quoted = !current.quoted;
      return this.add('');
    }
    if (current.quoted) return this.add(character);
    if (character === "'") return this.takeLiteral();
    if (character === ')' && current.end === ')') return this.leave();
    return this.takePlain(character);
  }

  private takePlain(character: string): number {
    if (character === '#' && this.current().word === undefined) {
      const end = this.script.indexOf('\n', this.at);
      return (end < 0 ? this.script.length : end) - this.at;
    }
    if (/[\s;&|()<>]/.test(character)) {
      this.endWord();
      if (/[\n;&|()]/.test(character)) this.endCommand();
      return 1;
    }
    return this.add(character);
  }

  private takeEscaped(): number {
    const next = this.script[this.at + 1];
    if (next === '\r' && this.script[this.at + 2] === '\n') {
      this.line++;
      return 3;
    }
    if (next === '\n') this.line++;
    else if (next !== undefined) this.add(next);
    return 2;
  }

  private takeLiteral(): number {
    const end = this.script.indexOf("'", this.at + 1);
    const text = this.script.slice(this.at + 1, end < 0 ? undefined : end);
    this.add(text);
    this.line += text.split('\n').length - 1;
    return text.length + 2;
  }

  private enter(end: ')' | '`', length: number): number {
    const outer = this.current();
    outer.word = { line: this.line, ...outer.word, text: outer.word?.text ?? '', isOpen: true };
    if (this.frames.length < MAX_DEPTH) this.frames.push(frame(end));
    return length;
  }

  private leave(): number {
    this.endWord();
    this.endCommand();
    this.frames.pop();
    return 1;
  }

  private add(text: string): number {
    const { word } = this.current();
    this.current().word = { line: this.line, isOpen: false, ...word, text: (word?.text ?? '') + text };
    return 1;
  }

  private endWord(): void {
    const current = this.current();
    if (current.word !== undefined) current.words.push(current.word);
    current.word = undefined;
  }

  private endCommand(): void {
    const { words } = this.current();
    if (words.length > 0) this.commands.push(words.splice(0));
  }

  private current(): Frame {
    return this.frames[this.frames.length - 1];
  }
}

function frame(end: Frame['end']): Frame {
  return { words: [], word: undefined, quoted: false, end };
}
