import { readFileSync } from 'node:fs';
import * as yaml from 'yaml';
import { readIfPossible } from '../../lib/files/read-if-possible';

const USUAL_OUTPUT = 'dist';

/** Where the synth writes, as cdk8s.yaml names it. */
export function outputFolder(): string {
  const { output } = readIfPossible(() => yaml.parse(readFileSync('cdk8s.yaml', 'utf8'))) ?? {};
  return typeof output === 'string' ? output : USUAL_OUTPUT;
}
