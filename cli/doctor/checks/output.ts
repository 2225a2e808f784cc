import { counted } from '../../../lib/text/counted';
import { fewOf } from '../../../lib/text/few-of';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('folder');

/** What the reader says of the output folder. */
export interface ReadOutput {
  readonly manifests: number;
  readonly problems: readonly UnreadPart[];
}

interface UnreadPart {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What git says of it. */
export type CommittedOutput =
  | { readonly why: string; readonly next?: string }
  /** What ignores it, and how many files of it the last commit has all the same. */
  | { readonly ignoredBy: string; readonly committed: number }
  /** How many files the last commit has, and which are not there as they are here. */
  | { readonly committed: number; readonly different: readonly string[] };

/** @param output as cdk8s.yaml names it */
export function outputLines(output: string, read: ReadOutput | undefined, git: CommittedOutput | undefined): Line[] {
  if (read === undefined) {
    const detail = 'there is no such folder: it is made from the program';
    return [wrong(output, detail, 'npx cdk8s-infisical synth')];
  }
  const isUnread = read.problems.length > 0;
  return [...readLines(output, read), ...(git === undefined ? [] : [committedLine(output, git, isUnread)])];
}

const SHOWN = 3;

function readLines(output: string, { manifests, problems }: ReadOutput): Line[] {
  const lint = `npx cdk8s-infisical lint ${shellWord(output)}`;
  const unread = problems
    .slice(0, SHOWN)
    .map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  const more = problems.length > SHOWN ? ` and ${problems.length - SHOWN} more` : '';
  if (problems.length > 0) return [wrong(output, `unread: ${unread.join('; ')}${more}`, lint)];
  if (manifests === 0) return [wrong(output, 'it holds no Kubernetes object', 'npx cdk8s-infisical synth')];
  return [ok(output, counted(manifests, 'object'))];
}

/** Nobody is sent to commit what cannot be read. */
function committedLine(output: string, git: CommittedOutput, isUnread: boolean): Line {
  const what = `${output} in git`;
  if ('why' in git) return notKnown(what, git.why, git.next);
  if ('ignoredBy' in git) return ignoredLine(what, git);
  const { committed, different } = git;
  if (committed > 0 && different.length === 0) return ok(what, 'committed as it is here');
  const missing =
    committed === 0 ? 'nothing of it is committed yet' : `not committed yet as it is here: ${fewOf(different)}`;
  return isUnread ? notKnown(what, missing) : notKnown(what, missing, COMMIT);
}

/** Alone, the output would be committed without what it is made from. */
const COMMIT = 'see git status, then commit it together with the program and the data that it is made from';

function ignoredLine(
  what: string,
  { ignoredBy, committed }: { readonly ignoredBy: string; readonly committed: number },
): Line {
  if (committed === 0) {
    const detail = `git ignores it (${ignoredBy}), so that nobody reviews it and Argo CD and Flux get nothing of it`;
    return wrong(what, detail, 'take that line out of the file, then commit the folder');
  }
  const detail = `git ignores what is new in it (${ignoredBy}), so that a cluster gets only the files that git has already`;
  return wrong(what, detail, 'take that line out of the file');
}
