import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

const folders = (path: string) =>
  readdirSync(join(PROJECT, path), { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== '__snapshots__')
    .map(({ name }) => name);

/** What is no room of lib: whole programs, input, long runs, what is committed, and the site. */
const OTHERS = ['cli', 'crds', 'e2e', 'fixtures', 'fuzz', 'project', 'site'];

test.each(folders('__tests__').filter((name) => !OTHERS.includes(name)))('__tests__/%s tests a room of lib', (name) => {
  expect(existsSync(join(PROJECT, 'lib', name))).toBe(true);
});

test.each(folders('__tests__/cli').filter((name) => name !== 'infisical-double'))(
  '__tests__/cli/%s tests a room of cli',
  (name) => {
    expect(existsSync(join(PROJECT, 'cli', name))).toBe(true);
  },
);
