import type { ReadCompose } from '../access/compose-uses';
import { isOfOlderRelease } from '../record/told-keys';
import { say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

/**
 * The compose files of both sides, as far as they can be compared: of a file that one side cannot read, or that does not
 * tell of its keys there, nothing is said to be gained or gone.
 */
export function compareCompose(
  before: ReadCompose,
  now: ReadCompose,
  ref: string,
): [past: ReadCompose, now: ReadCompose] {
  const older = before.problems.filter(isOfOlderRelease);
  const past = {
    ...before,
    problems: before.problems.filter((problem) => !older.includes(problem)),
    silent: [...before.silent, ...older.map(({ file }) => file)],
  };
  for (const file of past.silent.filter((one) => now.files.some(({ file }) => file === one))) {
    tell(say`${file}: at ${ref} it does not tell which keys its services use, so that it is not compared\n`);
  }
  const fallenSilent = now.silent.filter((one) => past.files.some(({ file }) => file === one));
  const problems = fallenSilent.map((file) => ({ file, line: 1, column: 1, message: FALLEN_SILENT }));
  const told = { ...now, problems: [...now.problems, ...problems] };
  const unknown = new Set([past, told].flatMap((side) => [...side.silent, ...side.problems.map(({ file }) => file)]));
  const known = (side: ReadCompose) => ({ ...side, files: side.files.filter(({ file }) => !unknown.has(file)) });
  return [known(past), known(told)];
}

const FALLEN_SILENT =
  'it no longer tells which keys its services use: run `npx cdk8s-infisical synth`, or take --no-compose';
