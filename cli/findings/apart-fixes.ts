import type { Path } from '../../lib/model/field';
import type { Fix } from '../../lib/validation/rule';
import type { FoundInInput } from './input-findings';

/** A finding that can be put right. */
export interface FixableFinding extends FoundInInput {
  readonly fix: Fix;
}

/**
 * The findings of one object that can be put right at once, each without touching what another one edits: what is left
 * has its turn when these are done, if it is needed then.
 */
export function apartFixes(found: readonly FoundInInput[]): FixableFinding[] {
  const edited: Path[] = [];
  return found.flatMap((one) => {
    const { fix } = one.finding;
    if (fix === undefined || !isApart(fix, edited)) return [];
    edited.push(...fix.edits.map(({ path }) => path));
    return [{ ...one, fix }];
  });
}

function isApart({ edits }: Fix, edited: readonly Path[]): boolean {
  return edits.every(({ path }) => !edited.some((other) => isIn(path, other) || isIn(other, path)));
}

function isIn(path: Path, other: Path): boolean {
  return other.every((part, index) => part === path[index]);
}
