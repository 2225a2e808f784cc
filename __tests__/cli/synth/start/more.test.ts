import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayMakeCode, needsMore } from '../../../../cli/synth/start/more';

const LIBRARY = join(__dirname, '../../../../lib');

test('no file of the library needs more: every program that uses it would start as it is', () => {
  const files = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(join(LIBRARY, file), 'utf8'));
  expect(files.filter((_, index) => mayMakeCode(texts[index] ?? ''))).toEqual([]);
  // It is one file where it is used: a word in one module and a word in another one come together.
  expect(mayMakeCode(texts.join('\n'))).toBe(false);
});

test.each([
  "import('./x')",
  "import ('./x')",
  "import\n/* a*b */ // c\n/**/('./x')",
  'import.defer("x")',
  'import /* */ . source("x")',
  'return import(x)',
  "new Function('return import(x)')",
  "require('worker_threads')",
  'import_node_module.registerHooks({})',
  "const { register } = require('node:module'); register('./hooks.mjs')",
  'new Script(code, { importModuleDynamically })',
  "require.extensions['.yaml'] = load",
  "Module._extensions['.js'] = load",
  'module._compile(code, file)',
])('%j may need more than require', (code) => {
  expect(needsMore(code)).toBe(true);
});

test.each([
  "import x from './x'",
  'import.meta.url',
  '_import(x)',
  '// an import of (something)',
  'registry.register(x)',
  'important(x)',
])('%j needs no more', (code) => {
  expect(needsMore(code)).toBe(false);
});

test.each(['eval(text)', '(0, eval)(text)', "new Function('return 1')", "Function ('return 1')"])('%j may', (code) => {
  expect([needsMore(code), mayMakeCode(code)]).toEqual([false, true]);
});

test('a long row of what may be comments takes no long time', () => {
  expect(needsMore(`import ${'//'.repeat(50_000)}\n${'/*'.repeat(50_000)}`)).toBe(false);
});
