import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isOfOthers, recordsFor } from '../../../cli/record/find-record';
import { asTerminalText } from '../access/compose-text';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'record-')));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(...files: (readonly [string, string])[]): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

const OWN = asTerminalText();
const OTHERS = 'services:\n  postgres:\n    image: postgres\n';
const found = (folder: string, ...named: string[]) => recordsFor(join(root, folder), named).map(({ file }) => file);

test('the record of a monorepo is at its root, whatever lies in the folders below', () => {
  write(['compose.yaml', OWN], ['apps/orders/compose.yaml', OTHERS], ['apps/orders/src/index.ts', '']);
  expect(found('apps/orders/src')).toEqual(['../../../compose.yaml']);
  expect(found('')).toEqual(['compose.yaml']);
});

test('the closest folder that has one counts, with all that it has', () => {
  write(['compose.yaml', OWN], ['shop/compose.yaml', OWN], ['shop/infisical.run.yaml', OWN], ['shop/web/a', '']);
  expect(found('shop/web')).toEqual(['../compose.yaml', '../infisical.run.yaml']);
});

test('a compose file of others may lie beside that of a run', () => {
  write(['compose.yaml', OTHERS], ['infisical.run.yaml', OWN]);
  expect(found('')).toEqual(['infisical.run.yaml']);
});

test('what is above the repository is nothing of it', () => {
  write(['compose.yaml', OWN], ['repo/.git', 'gitdir: elsewhere'], ['repo/app/a', '']);
  expect(() => found('repo/app')).toThrow('no compose.yaml or infisical.run.yaml of cdk8s-infisical is here');
});

test('files that are named count in place of all others', () => {
  write(['compose.yaml', OWN], ['dev/a.yaml', OWN], ['b.yaml', OTHERS]);
  expect(found('', 'dev/a.yaml')).toEqual(['dev/a.yaml']);
  expect(() => found('', 'nowhere.yaml')).toThrow('nowhere.yaml: there is no such file');
  expect(() => found('', 'b.yaml')).toThrow('b.yaml: it does not tell of keys');
  expect(() => found('', 'dev')).toThrow('dev: it is no file but a folder');
});

test('what is wrong with it is told with its place, and nothing else is taken for it', () => {
  write(['compose.yaml', OWN], ['shop/compose.yaml', OWN.replace('services:', '<<<<<<< HEAD\nservices:')]);
  expect(() => found('shop')).toThrow(/^compose\.yaml:2:1: it has conflict markers of git/);
});

describe('a record that is cut off', () => {
  test.each([
    ['before its names', OWN.slice(0, OWN.indexOf('x-infisical'))],
    ['in its first line', OWN.slice(0, 10)],
    ['to nothing', ''],
  ])('%s is not passed over for another one', (_, text) => {
    write(['compose.yaml', OWN], ['shop/compose.yaml', text], ['shop/infisical.run.yaml', OWN]);
    expect(() => found('shop')).toThrow(/^compose\.yaml: it is cut off.* Run `npx cdk8s-infisical synth`/);
    expect(() => found('', 'shop/compose.yaml')).toThrow('shop/compose.yaml: it is cut off');
  });
});

test('a file above is none where another user has put it there', () => {
  const [mine, theirs] = [{ uid: process.getuid?.() ?? 0 }, { uid: 4_000_001 }];
  expect(isOfOthers(theirs, mine)).toBe(true);
  expect(isOfOthers(mine, mine)).toBe(false);
  expect(isOfOthers(mine, theirs)).toBe(false);
  expect(isOfOthers(theirs, theirs)).toBe(false);
  expect(isOfOthers({ uid: 0 }, theirs)).toBe(false);
});
