import { type FindingRecord, findingKey, isError } from '../../../lib/evaluation/report/finding-record';

export interface FindingChanges {
  /** What is told: each error as long as it is there, and what else is new. */
  readonly told: readonly FindingRecord[];
  readonly gone: readonly FindingRecord[];
  /** How many there are as before, which are not told again. */
  readonly kept: number;
}

/** What a run has found that the one before it had not, and the other way. What is suppressed is no finding here. */
export function findingChanges(before: readonly FindingRecord[], after: readonly FindingRecord[]): FindingChanges {
  const [old, now] = [openFindings(before), openFindings(after)];
  const told = [...now].filter(([key, finding]) => isError(finding) || !old.has(key)).map(([, finding]) => finding);
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, finding]) => finding);
  return { told, gone, kept: now.size - told.length };
}

function openFindings(all: readonly FindingRecord[]): ReadonlyMap<string, FindingRecord> {
  const open = all.filter(({ suppressedBecause }) => suppressedBecause === undefined);
  return new Map(open.map((finding) => [findingKey(finding), finding]));
}
