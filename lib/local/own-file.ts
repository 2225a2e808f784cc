import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MADE } from './compose-file';

/** Why the file must not be written, if somebody else wrote the one that is there. */
export function strangerProblem(folder: string, name: string, text: string): string | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const found = readFileSync(path, 'utf8');
  if (found === text || found.includes(MADE)) return undefined;
  if (name === '.infisical.json') {
    return projectOf(found) === projectOf(text)
      ? undefined
      : `${name} is there already, for another project: delete it, or correct projectId`;
  }
  return `${name} is there already, and was written by hand: rename it, or give this one another name`;
}

/**
 * Names a file that takes down what would be written, one JSON object `{ path, text }` a line: `cdk8s-infisical synth`
 * writes nothing before it knows that the whole program works.
 */
const OUTBOX = 'CDK8S_INFISICAL_OUTBOX';

/** Writes the file in one step; leaves it alone where it is as it should be. */
export function writeOwn(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const outbox = process.env[OUTBOX];
  if (outbox) {
    appendFileSync(outbox, `${JSON.stringify({ path, text })}\n`);
    return;
  }
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function projectOf(json: string): unknown {
  try {
    return JSON.parse(json).workspaceId;
  } catch {
    return undefined;
  }
}
