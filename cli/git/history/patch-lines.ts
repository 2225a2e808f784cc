/** A commit, as git tells of it. */
export interface HistoryCommit {
  readonly hash: string;
  readonly parents: readonly string[];
  /** The day on which it was made, in UTC. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
}

/** A line that a commit has added, or taken away. */
export interface ChangedLine {
  readonly commit: HistoryCommit;
  /** From the top of the repository, with slashes. */
  readonly file: string;
  readonly isRemoved: boolean;
  readonly text: string;
}

/** How `git log` has to print, for `changedLines`: a NUL begins no line of a patch. */
export const LOG_FORMAT = '--format=%x00%H%x00%P%x00%ct%x00%an%x00%s';

const NEWLINE = 0x0a;
const NUL = 0x00;
/** A manifest in JSON may be one line; what is longer was written by no person, and by no tool of Kubernetes. */
const LONGEST = 4 * 1024 * 1024;

/** The lines of the patches of a log, without context, the newest commit first; what is cut off at its end is left out. */
export function* changedLines(log: Buffer): Generator<ChangedLine> {
  let commit: HistoryCommit | undefined;
  let file: string | undefined;
  let hunk = new Hunk();
  for (let at = 0; at < log.length; ) {
    const newline = log.indexOf(NEWLINE, at);
    if (newline < 0) return;
    const text = log.toString('utf8', at, Math.min(newline, at + LONGEST));
    const isHeader = log[at] === NUL;
    at = newline + 1;
    if (isHeader) {
      commit = commitIn(text);
      [file, hunk] = [undefined, new Hunk()];
    } else if (hunk.isOpen) {
      const changed = hunk.read(text);
      if (changed !== undefined && commit !== undefined && file !== undefined) yield { commit, file, ...changed };
    } else if (/^(?:---|\+\+\+) /.test(text)) {
      file = fileIn(text.slice(4)) ?? file;
    } else if (text.startsWith('diff ')) file = undefined;
    else hunk = new Hunk(text);
  }
}

/** What a line says that `LOG_FORMAT` has made. */
export function commitIn(header: string): HistoryCommit | undefined {
  const [, hash, parents, time, author = '', ...subject] = header.split('\0');
  const date = new Date(Number(time) * 1_000);
  if (!hash || Number.isNaN(date.getTime())) return undefined;
  return {
    hash,
    parents: (parents ?? '').split(' ').filter(Boolean),
    date: date.toISOString().replace(/T.*/, ''),
    author,
    subject: subject.join(' '),
  };
}

/** The path behind `a/` or `b/`; undefined where there is no such file. */
function fileIn(text: string): string | undefined {
  const path = text.startsWith('"') ? unquotedPath(text) : text.replace(/\t$/, '');
  return path === '/dev/null' ? undefined : path.slice(2);
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };

/** As git quotes a path that holds what is not printed. */
function unquotedPath(text: string): string {
  const bytes = text
    .slice(1, text.lastIndexOf('"'))
    .replaceAll(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The lines that belong to the head of a hunk, by its numbers: a line of a file may look like a head. */
class Hunk {
  /** What is left of each parent, and of the result. */
  private readonly left: number[];
  private readonly parents: number;

  public constructor(head = '') {
    const [, marks = '', ranges = ''] = /^(@{2,})((?: [-+]\d+(?:,\d+)?)+) @+/.exec(head) ?? [];
    this.parents = Math.max(0, marks.length - 1);
    this.left = ranges
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((range) => Number(range.split(',')[1] ?? 1));
  }

  public get isOpen(): boolean {
    return this.left.some((count) => count > 0);
  }

  /** What a line of it says; undefined for what is neither added nor removed. */
  public read(line: string): Pick<ChangedLine, 'isRemoved' | 'text'> | undefined {
    if (line.startsWith('\\')) return undefined;
    const columns = line.slice(0, this.parents).padEnd(this.parents);
    const isRemoved = columns.includes('-');
    for (const [i, column] of [...columns].entries()) {
      if (column === '-' || (column === ' ' && !isRemoved)) this.left[i] -= 1;
    }
    if (!isRemoved) this.left[this.left.length - 1] -= 1;
    return columns.trim() === '' ? undefined : { isRemoved, text: line.slice(this.parents) };
  }
}
