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
  | { readonly ignoredBy: string }
  /** How many files the last commit has, and which are not there as they are here. */
  | { readonly committed: number; readonly different: readonly string[] };

/** @param output as cdk8s.yaml names it */
export function outputLines(output: string, read: ReadOutput | undefined, git: CommittedOutput | undefined): Line[] {
  if (read === undefined) {
    const detail = 'there is no such folder: it is made from the program';
    return [wrong(output, detail, 'npx cdk8s-infisical synth')];
  }
  return [...readLines(output, read), ...(git === undefined ? [] : [committedLine(output, git)])];
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

function committedLine(output: string, git: CommittedOutput): Line {
  const what = `${output} in git`;
  const commit = `git add ${shellWord(output)} && git commit`;
  if ('why' in git) return notKnown(what, git.why, git.next);
  if ('ignoredBy' in git) {
    const detail = `git ignores it (${git.ignoredBy}), so that nobody reviews it and Argo CD and Flux get nothing of it`;
    return wrong(what, detail, 'take that line out of the file, then commit the folder');
  }
  const { committed, different } = git;
  if (committed === 0) return wrong(what, 'nothing of it is committed, so that no cluster gets it', commit);
  if (different.length === 0) return ok(what, 'committed as it is here');
  return wrong(what, `the last commit does not have it as it is here: ${fewOf(different)}`, commit);
}
