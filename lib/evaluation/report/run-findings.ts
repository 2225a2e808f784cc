import { type FindingRecord, isError } from './finding-record';

/** What all copies of this library in one process know together. */
interface Run {
  owners: number;
  readonly found: Map<number, readonly FindingRecord[]>;
  /** Whether somebody tells it at the end of the process. */
  isTold: boolean;
  /** Tells it in the middle of a process that does not end. */
  later?: NodeJS.Timeout | undefined;
}

const RUN = Symbol.for('cdk8s-infisical.run-findings');
const NUMBER = Symbol.for('cdk8s-infisical.number-in-run');

export function thisRun(): Run {
  const shared = globalThis as { [RUN]?: Run };
  shared[RUN] ??= { owners: 0, found: new Map(), isTold: false };
  return shared[RUN];
}

/** Remembers what was found in an app or a project, in place of what was found there before. */
export function keepFindings(owner: object, findings: readonly FindingRecord[]): void {
  const run = thisRun();
  const known = owner as { [NUMBER]?: number };
  // By number, so that nothing holds an app that is no longer used.
  if (known[NUMBER] === undefined) Object.defineProperty(owner, NUMBER, { value: run.owners++ });
  const number = known[NUMBER] ?? 0;
  if (findings.length > 0) run.found.set(number, findings);
  else run.found.delete(number);
}

/** What was found in this process and not told yet, errors too. */
export function keptFindings(): FindingRecord[] {
  return [...thisRun().found.values()].flat();
}

/** What is no error, for whoever tells it: errors are told by whoever catches them. */
export function takeFindings(): FindingRecord[] {
  const all = keptFindings().filter((finding) => !isError(finding));
  thisRun().found.clear();
  return all;
}
