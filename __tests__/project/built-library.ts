import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './main-program';

/** Puts the library into a folder of node_modules as it is packed: a program loads one file, not two hundred. */
export function buildLibrary(folder: string): void {
  const external = ['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => `--external:${name}`);
  const outfile = join(folder, 'build/lib/index.js');
  const args = [join(PROJECT, 'lib/index.ts'), '--bundle', '--platform=node', '--log-level=error', ...external];
  execFileSync(join(PROJECT, 'node_modules/.bin/esbuild'), [...args, `--outfile=${outfile}`]);
  writeFileSync(join(folder, 'package.json'), '{ "name": "cdk8s-infisical", "main": "build/lib/index.js" }');
}
