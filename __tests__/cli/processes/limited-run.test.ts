import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runLimited } from '../../../cli/processes/limited-run';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'limited-')));
});

afterEach(() => rmSync(cwd, { recursive: true }));

const LIMITS = { seconds: 60, bytes: 100_000 };
const run = (script: string, { stdin, ...limits }: { stdin?: string; seconds?: number; bytes?: number } = {}) =>
  runLimited(process.execPath, ['-e', script], { cwd, env: {}, stdin, limits: { ...LIMITS, ...limits } });

test('what a program prints arrives with its status, and it sees no variable that it is not given', async () => {
  const script = 'process.stdout.write(String(process.env.HOME)); process.stderr.write("no"); process.exit(3);';
  const { stdout, ...rest } = await run(script);
  expect(rest).toEqual({ status: 3, stderr: 'no' });
  expect(stdout.toString()).toBe('undefined');
});

test('a program reads what it is given, else nothing, and need not read it', async () => {
  const script = 'process.stdout.write(require("fs").readFileSync(0))';
  expect((await run(script, { stdin: 'given' })).stdout.toString()).toBe('given');
  expect((await run(script)).stdout.toString()).toBe('');
  expect((await run('process.exit(0)', { stdin: 'x'.repeat(1_000_000) })).status).toBe(0);
});

test('a program that never ends is ended with all that it started', async () => {
  const script = `
    const { spawn } = require('child_process');
    spawn(process.execPath, ['-e', 'setInterval(() => require("fs").appendFileSync("beats", "x"), 20)'], { stdio: 'ignore' });
    setInterval(() => {}, 1000);`;
  expect(await run(script, { seconds: 1 })).toMatchObject({ status: null, stopped: 'time' });
  await sleep(100);
  const beats = () => (existsSync(join(cwd, 'beats')) ? readFileSync(join(cwd, 'beats'), 'utf8') : '');
  const before = beats();
  await sleep(150);
  expect(beats()).toBe(before);
});

test('a program that never stops to print is ended, and what is over the limit is not kept', async () => {
  const { stopped, stdout } = await run('const more = () => process.stdout.write("x".repeat(65536), more); more();');
  expect(stopped).toBe('size');
  expect(stdout.length).toBeLessThanOrEqual(LIMITS.bytes);
});

test('a program that is not there cannot be started, and nothing is left that waits for it', async () => {
  const before = process.listenerCount('SIGINT');
  const started = runLimited(join(cwd, 'nothing'), [], { cwd, env: {}, limits: LIMITS });
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await expect(started).rejects.toThrow('ENOENT');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
