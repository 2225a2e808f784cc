import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocument } from '../lib/yaml/yaml-writer';
import { filesIn } from './project/main-program';

/** A text that was written, and the test that it is from. */
export interface SynthesizedText {
  readonly test: string;
  readonly text: string;
}

/** Where tests leave what they synthesize, so that the code of the API server can judge it: see e2e/api-server. */
export const KEPT_IN = 'KEEP_SYNTHESIZED_IN';

/** Where the tests have left it already, so that they need not run once more. */
export const LEFT_IN = 'SYNTHESIZED_IN';

/** Keeps an object as the text that is written for it. */
export function keepObject(object: object): void {
  if (process.env[KEPT_IN] !== undefined) keep(yamlDocument(object));
}

/** Keeps the manifests that a program has written into a folder. */
export function keepManifests(dist: string): void {
  if (process.env[KEPT_IN] === undefined || !existsSync(dist)) return;
  for (const [file, text] of Object.entries(filesIn(dist))) {
    if (file.endsWith('.k8s.yaml')) keep(text);
  }
}

function keep(text: string): void {
  const { testPath, currentTestName } = expect.getState();
  const kept: SynthesizedText = { test: `${testPath}: ${currentTestName}`, text };
  appendFileSync(join(String(process.env[KEPT_IN]), `${process.pid}.jsonl`), `${JSON.stringify(kept)}\n`);
}
