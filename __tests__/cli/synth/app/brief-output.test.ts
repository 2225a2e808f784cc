import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BriefOutput } from '../../../../cli/synth/app/brief-output';
import { syntaxErrorText } from '../../../../cli/synth/app/syntax-error';

const folder = mkdtempSync(join(tmpdir(), 'brief-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'brief-'));
afterAll(() => {
  for (const one of [folder, elsewhere]) rmSync(one, { recursive: true });
});
writeFileSync(join(folder, 'shop.ts'), 'const a = 1;\n  const = ;\n');
writeFileSync(join(folder, 'secrets.env'), 'a\nVALUE\n');
writeFileSync(join(elsewhere, 'other.ts'), 'a\nVALUE\n');
symlinkSync(join(elsewhere, 'other.ts'), join(folder, 'link.ts'));

let told: string;
const outputOf = () =>
  new BriefOutput(
    async ({ text }) => {
      told += text;
    },
    (text) => syntaxErrorText(text, folder),
  );
beforeEach(() => {
  told = '';
});

const STACK = '    at failureErrorWithLog (/x/node_modules/esbuild/lib/main.js:1752:15)\n';
const AT_END = "  name: 'TransformError'\n}\n\nNode.js v20.20.2\n";
const crash = (...errors: string[]) =>
  `node:internal/process/promises:391\n    triggerUncaughtException(err, true);\n    ^\n\n` +
  `Error: Transform failed with ${errors.length} error${errors.length > 1 ? 's' : ''}:\n` +
  `${errors.map((error) => `${error}\n`).join('')}${STACK}${AT_END}`;
const errorAt = (path: string, message = 'Unexpected "="') => `${path}:2:8: ERROR: ${message}`;

async function toldOf(...parts: string[]): Promise<string> {
  const output = outputOf();
  for (const part of parts) await output.pass(part);
  await output.end();
  return told;
}

test('an error of esbuild is its place, counted as editors do, what is wrong, and the line', async () => {
  expect(await toldOf(crash(errorAt(join(folder, 'shop.ts'))))).toBe('shop.ts:2:9: Unexpected "="\n    const = ;\n');
});

test('so it is in parts, after and before something else', async () => {
  const text = crash(errorAt(join(folder, 'shop.ts')));
  const parts = [`before\n${text.slice(0, 60)}`, text.slice(60, 200), `${text.slice(200)}after\n`];
  expect(await toldOf(...parts)).toBe('before\nshop.ts:2:9: Unexpected "="\n    const = ;\nafter\n');
});

test('each of several errors is told', async () => {
  const files = ['shop.ts', 'gone.ts'].map((name) => errorAt(join(folder, name)));
  expect(await toldOf(crash(...files))).toBe(
    'shop.ts:2:9: Unexpected "="\n    const = ;\ngone.ts:2:9: Unexpected "="\n',
  );
});

test.each(['', 'file://'])('an error of Node.js itself, with "%s" before the path', async (scheme) => {
  const path = join(folder, 'shop.ts');
  const shown = `${scheme}${path}:2\n  const = ;\n        ^\n\nSyntaxError: Unexpected token '='\n    at wrapSafe (node:internal/modules/cjs/loader:1464:18)\n\nNode.js v20.20.2\n`;
  expect(await toldOf(shown)).toBe("shop.ts:2:9: Unexpected token '='\n    const = ;\n");
});

test('any other end, and one that is not whole, is told as it is', async () => {
  const thrown = `/x/shop.js:3\n  throw new Error('x');\n  ^\n\nError: x\n    at Object.<anonymous> (/x/shop.js:3:9)\n\nNode.js v20.20.2\n`;
  expect(await toldOf(thrown)).toBe(thrown);
  told = '';
  const half = crash(errorAt('/x/shop.ts')).slice(0, 250);
  expect(await toldOf(half)).toBe(half);
});

test('what is no end of Node.js is told at once', async () => {
  const output = outputOf();
  await output.pass('one\ntwo ');
  await output.pass('/not/the/begin:12\n');
  expect(told).toBe('one\ntwo /not/the/begin:12\n');
});

test('what only begins like it is told after a while', async () => {
  const output = outputOf();
  await output.pass('/a/path:12\nwhat is that? ');
  expect(told).toBe('');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(told).toBe('/a/path:12\nwhat is that? ');
});

test('no line is shown of files that are no code of the project', async () => {
  const files = [join(folder, 'secrets.env'), join(elsewhere, 'other.ts'), join(folder, 'link.ts')];
  const text = await toldOf(crash(...files.map((file) => errorAt(file))));
  expect(text.split('\n')).toHaveLength(4);
  expect(text).not.toContain('VALUE');
});

test('nothing of it is obeyed', async () => {
  const text = await toldOf(crash(errorAt(join(folder, 'shop.ts'), 'a\u001b[2Jb'), errorAt('::error::x')));
  expect(text).not.toContain('\u001b');
  expect(text).not.toMatch(/^::/m);
});
