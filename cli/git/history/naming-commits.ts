import { isShallow, readGit, runGit } from '../git';
import { changedLines, commitIn, type HistoryCommit, LOG_FORMAT } from './patch-lines';

/** A commit that has changed a line with a name in it. */
export interface Naming {
  readonly commit: HistoryCommit;
  readonly file: string;
  readonly isRemoved: boolean;
}

export interface SearchedHistory {
  /** By name, the newest first; only the first of each file and commit. */
  readonly namings: ReadonlyMap<string, readonly Naming[]>;
  /** Why there may be more; absent where all of the history was read. */
  readonly cutOff?: string;
}

export interface HistoryLimits {
  readonly seconds: number;
  readonly bytes: number;
  readonly commits: number;
}

const LIMITS: HistoryLimits = { seconds: 120, bytes: 128 * 1024 * 1024, commits: 20_000 };
/** More of one name are not looked at. */
const MOST = 12;

/**
 * Nothing that a repository can say makes it run a program, print otherwise, follow a file elsewhere, or keep lines back: what is
 * generated is often called binary, so that nobody has to see it in a review.
 */
const LOG = [
  '-c',
  'log.showRoot=true',
  'log',
  '--cc',
  '--patch',
  '--unified=0',
  '--inter-hunk-context=0',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--text',
  '--no-relative',
  '-O/dev/null',
  '--no-renames',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
  '--ignore-submodules=all',
  '--submodule=short',
  '--encoding=UTF-8',
  LOG_FORMAT,
];

/**
 * Which commits have changed a line that has one of the names: one pass over the history, however many names there are.
 *
 * @param pathspecs which files count, as git reads pathspecs
 */
export async function commitsNaming(
  names: ReadonlySet<string>,
  pathspecs: readonly string[],
  cwd: string,
  limits: HistoryLimits = LIMITS,
): Promise<SearchedHistory> {
  const args = [...LOG, `--max-count=${limits.commits}`, 'HEAD', '--', ...pathspecs];
  const { status, stdout, stopped } = await readGit(args, cwd, limits);
  const hasFailed = stopped === undefined && status !== 0;
  if (hasFailed && headCommit(cwd) === undefined)
    return { namings: new Map(), cutOff: 'git has no commit that it can read' };
  const namings = new Map<string, Naming[]>();
  for (const { commit, file, isRemoved, text } of changedLines(stdout)) {
    for (const name of namesIn(text, names)) {
      const known = namings.get(name) ?? [];
      namings.set(name, known);
      const last = known.findLast((one) => one.commit === commit && one.file === file);
      // A line that is changed is taken away, and added again.
      if (last !== undefined || known.length >= MOST) continue;
      known.push({ commit, file, isRemoved });
    }
  }
  const cutOff = hasFailed ? UNREADABLE : whyCutOff(stopped, cwd);
  return { namings, ...(cutOff !== undefined && { cutOff }) };
}

/** The commit that is checked out; undefined where there is none yet. */
export function headCommit(cwd: string): HistoryCommit | undefined {
  const log = runGit(
    ['log', '-1', '--no-patch', '--no-color', '--no-show-signature', '--no-notes', LOG_FORMAT, 'HEAD'],
    cwd,
  );
  return log && commitIn(log.toString('utf8').split('\n')[0]);
}

/** As in a clone that has left out the files of the past, which nobody fetches here. */
const UNREADABLE =
  'this clone lacks some of it, or git cannot read that: what is older was not looked at (`git log --patch` tells why)';

function whyCutOff(stopped: 'time' | 'size' | undefined, cwd: string): string | undefined {
  if (stopped !== undefined) return `the history is too long: what is older than that was not looked at`;
  return isShallow(cwd) ? 'the history is cut off in this clone: fetch the whole of it (fetch-depth: 0)' : undefined;
}

const WORD = /[-._a-zA-Z0-9]+/g;

/** The names that stand in a text as whole words, or between the dots of one: no name is a part of another. */
export function namesIn(text: string, names: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const [word] of text.matchAll(WORD)) {
    const whole = withoutEdges(word);
    for (const one of [word, whole, ...(whole.includes('.') ? whole.split('.') : [])])
      if (names.has(one)) found.add(one);
  }
  return [...found];
}

/** Without what a text has around names, however long that is: a pattern would look at it again from each of its characters. */
function withoutEdges(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && isEdge(word[from])) from++;
  while (to > from && isEdge(word[to - 1])) to--;
  return word.slice(from, to);
}

function isEdge(character: string): boolean {
  return character === '-' || character === '.';
}
