import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILD = join(__dirname, '../../build/cli');
const folder = mkdtempSync(join(tmpdir(), 'kept-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints that lies there, and whether something is kept of it. */
function explained(packages: string, env: NodeJS.ProcessEnv): { text: string; isKept: boolean } {
  const place = join(folder, packages);
  const command = join(place, 'cdk8s-infisical/build/cli');
  cpSync(BUILD, command, { recursive: true });
  const text = execFileSync(process.execPath, [join(command, 'main.js'), 'explain', 'C2'], {
    env: { ...process.env, CI: undefined, NODE_COMPILE_CACHE: undefined, ...env },
    encoding: 'utf8',
  });
  return { text, isKept: existsSync(join(place, '.cache/cdk8s-infisical-commands')) };
}

test('newer versions of Node keep what they made of the command, beside packages and outside of CI', () => {
  const canKeep = 'enableCompileCache' in nodeModule;
  const [first, second] = [explained('node_modules', {}), explained('node_modules', {})];
  expect([first, second].map(({ isKept }) => isKept)).toEqual([canKeep, canKeep]);
  const others = [explained('a/node_modules', { CI: 'true' }), explained('elsewhere', {})];
  expect(others.map(({ isKept }) => isKept)).toEqual([false, false]);
  expect(new Set([first, second, ...others].map(({ text }) => text)).size).toBe(1);
});
