import { asLine } from '../validation/shown';
import { type Declared, isTest, type Place, playsManyRuns, thisRun } from './process-run';

/** Most that are named at the end of a process. */
const MOST = 5;

/**
 * Remembers an app or a project until it is synthesized. One that never is says so at the end of a process that was to
 * write manifests; tests declare without end.
 */
export function declare(number: number, declared: Declared): void {
  if (isTest()) return;
  const run = thisRun();
  if (run.declared === undefined) {
    run.declared = new Map();
    process.once('exit', sayForgotten);
  }
  run.declared.set(number, declared);
}

/** It is being synthesized, or is a part of something that will be. */
export function settle(number: number): void {
  thisRun().declared?.delete(number);
}

/** The folders of all that is declared and was not synthesized yet. */
export function declaredPlaces(): readonly Place[] {
  if (playsManyRuns()) return [];
  return [...(thisRun().declared?.values() ?? [])].flatMap(({ places }) => places());
}

/** Where something else has failed, that is why. */
function sayForgotten(code: number): void {
  const forgotten = [...(thisRun().declared?.values() ?? [])];
  if (code !== 0 || forgotten.length === 0 || !process.env.CDK8S_OUTDIR) return;
  const lines = forgotten
    .slice(0, MOST)
    .map(({ title, noun }) => `${asLine(title())} was never synthesized: end the program with ${noun}.synth()\n`);
  const others = forgotten.length - MOST;
  process.stderr.write([...lines, ...(others > 0 ? [`and ${others} more\n`] : [])].join(''));
  process.exitCode = 1;
}
