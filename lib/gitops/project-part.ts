import type { FindingRecord } from '../evaluation/report/finding-record';

/**
 * What is checked and written together with a project though it is no folder of it: the files of a laptop. A part says
 * so once, with `project._add(part)`.
 *
 * `project.problems()` asks for the findings; `project.synth()` asks for them, has all parts and folders staged when
 * nowhere is an error, and commits them when all are staged.
 */
export interface ProjectPart {
  /** All mistakes and warnings. Prints and writes nothing, and may be called as often as need be. */
  findings(): readonly FindingRecord[];
  /**
   * Writes everything beside its place.
   *
   * @throws if that fails; nothing is left then
   */
  stage(): Staged;
}

/** What is written beside its place. `StagedFiles` is one. */
export interface Staged {
  /**
   * Puts everything in place, and does then what comes last.
   *
   * @throws if one of both fails; what was there before is in its place again then
   */
  commit(last: () => void): void;
  /** Takes away what was staged and not put in place. */
  discard(): void;
}

/** Puts everything in place, or nothing. */
export function commitAll(all: readonly Staged[]): void {
  const [first, ...others] = all;
  first?.commit(() => commitAll(others));
}
