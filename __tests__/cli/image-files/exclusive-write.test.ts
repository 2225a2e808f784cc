import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putTextInPlace } from '../../../cli/image-files/exclusive-write';

const FILE = 'images/prod.yaml';
const LOCK = 'images/prod.yaml.lock';
const cwd = process.cwd();
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'images-'));
  mkdirSync(join(temp, 'images'));
  process.chdir(temp);
});
afterEach(() => {
  process.chdir(cwd);
  rmSync(temp, { recursive: true });
});

test('a file that is as it was read gets its new text', () => {
  writeFileSync(FILE, 'a: { image: a:1 }\n');
  putTextInPlace(FILE, 'a: { image: a:1 }\n', 'a: { image: a:2 }\n');
  expect(readFileSync(FILE, 'utf8')).toBe('a: { image: a:2 }\n');
  expect(readdirSync('images')).toEqual(['prod.yaml']);
});

test('what somebody else has written meanwhile stays', () => {
  writeFileSync(FILE, 'a: { image: a:1 }\nb: { image: b:2 }\n');
  expect(() =>
    putTextInPlace(FILE, 'a: { image: a:1 }\nb: { image: b:1 }\n', 'a: { image: a:2 }\nb: { image: b:1 }\n'),
  ).toThrow('images/prod.yaml was changed by somebody else meanwhile');
  expect(readFileSync(FILE, 'utf8')).toBe('a: { image: a:1 }\nb: { image: b:2 }\n');
  expect(readdirSync('images')).toEqual(['prod.yaml']);
});

test('a byte order mark stays', () => {
  writeFileSync(FILE, '\uFEFFa: { image: a:1 }\n');
  putTextInPlace(FILE, 'a: { image: a:1 }\n', 'a: { image: a:2 }\n');
  expect(readFileSync(FILE, 'utf8')).toBe('\uFEFFa: { image: a:2 }\n');
});

test('the lock of a process that was killed holds nobody', () => {
  writeFileSync(FILE, 'a');
  writeFileSync(LOCK, '');
  utimesSync(LOCK, 1, 1);
  putTextInPlace(FILE, 'a', 'b');
  expect(readdirSync('images')).toEqual(['prod.yaml']);
});
