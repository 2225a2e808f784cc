import { misreadProblem, type TextProblem } from '../../lib/text/place-in-text';

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

const WRITTEN_AGAIN = ', run `npx cdk8s-infisical synth` if that makes the file, and commit what it writes';

/** A text that is decoded already, or why it is not read: it has what YAML parsers read differently, or a conflict. */
export function checkedText(text: string): string | TextProblem {
  const misread = misreadProblem(text, WRITTEN_AGAIN);
  if (misread !== undefined) return misread;
  if (text.startsWith(LFS_POINTER))
    return { line: 1, column: 1, message: 'it is a pointer of git LFS: run git lfs pull' };
  return text;
}
