import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './main-program';

/** What the bundler says before each file. */
const modulesIn = (file: string) =>
  [...readFileSync(join(PROJECT, 'build/cli', file), 'utf8').matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(
    ([, path]) => path,
  );

test.each(['main.js', 'synth-run.js'])('%s starts without a reader of YAML and without the rules', (file) => {
  const modules = modulesIn(file);
  expect(modules.length).toBeGreaterThan(10);
  expect(modules.filter((path) => /^(node_modules\/yaml|lib\/validation\/rules)\//.test(path))).toEqual([]);
});
