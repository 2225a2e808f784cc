import { tellNow } from '../evaluation/report/end-of-run';
import { recordOfLine } from '../evaluation/report/finding-record';
import { takeFindings } from '../evaluation/report/run-findings';
import { isTest } from '../evaluation/report/test-run';
import { asLine } from '../text/shown';
import { type Declared, type OutputFolder, playsManyRuns, thisRun } from './process-run';

/**
 * Remembers an app or a project until it is synthesized. One that never is says so at the end of a process that was to
 * write manifests; tests declare without end.
 */
export function declare(number: number, declared: Declared): void {
  if (isTest()) return;
  const run = thisRun();
  if (run.declared === undefined) {
    run.declared = new Map();
    // First, so that all is told in one write.
    process.prependOnceListener('exit', tellForgotten);
  }
  run.declared.set(number, declared);
}

/** Forgets an app or a project that is being synthesized, or is a part of something that will be. */
export function forget(number: number): void {
  thisRun().declared?.delete(number);
}

/** The folders of all that is declared and was not synthesized yet. */
export function declaredOutputs(): readonly OutputFolder[] {
  if (playsManyRuns()) return [];
  return [...(thisRun().declared?.values() ?? [])].flatMap(({ places, isEmpty }) => (isEmpty?.() ? [] : places()));
}

/** Somebody who imports the file of another project may want a constant only. */
const IMPORTED =
  '; if this program only takes something from the file that declares it, put what it takes into a file of its own';

/** Where something else has failed, that is why. */
function tellForgotten(code: number): void {
  const forgotten = [...(thisRun().declared?.values() ?? [])].filter(({ isEmpty }) => !isEmpty?.());
  if (code !== 0 || forgotten.length === 0 || !process.env.CDK8S_OUTDIR || isTest()) return;
  const findings = forgotten.map(({ title, mistake, noun, at, isOneOfSeveral }) => {
    const hint = isOneOfSeveral?.() ? IMPORTED : '';
    const message = mistake?.() ?? `${title()} was never synthesized: end the program with ${noun}.synth()${hint}`;
    const record = recordOfLine(message);
    const path = at();
    return path === undefined ? record : { ...record, path: asLine(path) };
  });
  tellNow([...takeFindings(), ...findings]);
  process.exitCode = 1;
}
