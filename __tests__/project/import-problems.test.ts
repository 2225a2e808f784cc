import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ImportRules, importProblems, type Room } from '../../tools/imports/import-problems';

const root = mkdtempSync(join(tmpdir(), 'import-problems-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const room = (imports: readonly string[] = []): Room => ({ holds: 'x', imports, why: 'it stands alone' });
const ROOMS = { 'lib/low': room(), 'lib/high': room(), 'package.json': room() };

/** What is wrong with a project of these files, of which `lib/high` is there anyway. */
function problemsOf(files: { [file: string]: string }, rules: Partial<ImportRules> = {}): string[] {
  const folder = mkdtempSync(join(root, 'project-'));
  const high = { 'lib/high/index.ts': 'export const a = 1;', 'lib/high/other.ts': '', 'package.json': '{}' };
  for (const [file, text] of Object.entries({ ...high, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return importProblems(folder, { rooms: ROOMS, unread: [], computed: [], known: [], ...rules });
}

describe('an import of another room is refused', () => {
  const FORMS = [
    "import { a } from '../high';",
    "import { a } from '../high/';",
    "import { a } from '../high/index';",
    "import { a } from '../high/index.js';",
    "import { a } from './../../lib/high/other.ts';",
    "import * as all from '../high';",
    "import '../high';",
    "import type { A } from '../high';",
    "import { type A } from '../high';",
    "export { a } from '../high';",
    "export * from '../high';",
    "export * as all from '../high';",
    "export type { A } from '../high';",
    "export type * from '../high';",
    "export type B = import('../high').A;",
    "export type B = typeof import('../high/other');",
    "const b: Array<import('../high').A> = [];",
    "const b = () => import('../high/other.js');",
    'const b = () => import(`../high`);',
    "const b = require('../high');",
    "const b = require.resolve('../high');",
    "const b = module.require('../high');",
    "const b = createRequire(__filename)('../high');",
    "import b = require('../high');",
    "import type b = require('../high');",
    "declare module '../high' { interface A {} }",
    "jest.mock('../high');",
    '/// <reference path="../high/index.ts" />',
    "/** @type {import('../high').A} */",
    "/** @import { A } from '../high' */",
  ];

  test.each(FORMS)('%s', (form) => {
    expect(problemsOf({ 'lib/low/a.ts': `\n${form}\nexport {};\n` })).toEqual([
      'lib/low/a.ts:2: lib/low may not import lib/high: it stands alone. It may import nothing',
    ]);
  });

  test.each(FORMS)('and not where it is allowed: %s', (form) => {
    const rooms = { ...ROOMS, 'lib/low': room(['lib/high']) };
    expect(problemsOf({ 'lib/low/a.ts': form }, { rooms })).toEqual([]);
  });

  test.each(['js', 'cjs', 'mjs', 'cts', 'mts'])('in a .%s, too', (ending) => {
    expect(problemsOf({ [`lib/low/deep/a.${ending}`]: "import '../../high';" })).toHaveLength(1);
  });
});

describe('what comes from elsewhere is refused', () => {
  test.each([
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ["import { readFileSync } from 'fs';", 'node:fs'],
    ["import { readFile } from 'fs/promises';", 'node:fs/promises'],
    ["const fs = process.getBuiltinModule('fs');", 'node:fs'],
    ["import { App } from 'cdk8s';", 'cdk8s'],
    ["import type { App } from 'cdk8s/lib/app';", 'cdk8s'],
    ["import { parse } from '@babel/parser/lib';", '@babel/parser'],
    ["import { App } from '../../node_modules/cdk8s';", undefined],
    ["import manifest from '../../package.json';", 'package.json'],
    ["import { a } from '/etc/a';", ''],
    ["import { a } from '#a';", '#a'],
  ])('%s', (form, target) => {
    const [problem, ...others] = problemsOf({ 'lib/low/a.ts': form });
    const wrong = target === undefined ? 'there is no file' : `lib/low may not import ${target}: `;
    expect(problem).toContain(`lib/low/a.ts:1: ${wrong}`);
    expect(others).toEqual([]);
  });

  test.each(['const a = require(name);', 'const a = import(name);', 'const load = require;', 'call(require);'])(
    'also where nobody can read what it is: %s',
    (form) => {
      expect(problemsOf({ 'lib/low/a.ts': form })).toEqual([expect.stringContaining('what nobody can read')]);
      expect(problemsOf({ 'lib/low/a.ts': form }, { computed: ['lib/low/a.ts'] })).toEqual([]);
    },
  );

  test('but for one file that may, and types alone where only these may', () => {
    const low = { ...room(['type yaml']), files: { 'lib/low/a.ts': ['node:fs'] } };
    const rooms = { ...ROOMS, 'lib/low': low };
    const files = { 'lib/low/a.ts': "import 'node:fs';", 'lib/low/b.ts': "import type { Node } from 'yaml';" };
    expect(problemsOf(files, { rooms })).toEqual([]);
    expect(problemsOf({ ...files, 'lib/low/c.ts': "import 'node:fs'; import 'yaml';" }, { rooms })).toEqual([
      'lib/low/c.ts:1: lib/low may not import node:fs: it stands alone. It may import type yaml',
      'lib/low/c.ts:1: lib/low may not import yaml: it stands alone. It may import type yaml',
    ]);
  });
});

describe('circles are refused', () => {
  test('of types, through an index', () => {
    const files = {
      'lib/low/index.ts': "\nexport * from './a';",
      'lib/low/a.ts': "import type { B } from './b';",
      'lib/low/b.ts': "export type B = import('.').A;",
    };
    const circle = expect.stringMatching(/^lib\/low\/.*index.ts:2.* → .*: a circle$/);
    expect(problemsOf(files)).toEqual([circle]);
    expect(problemsOf(files, { known: ['lib/low/b.ts → lib/low/index.ts'] })).toEqual([]);
  });

  test('of rooms that may import each other', () => {
    const rooms = { ...ROOMS, 'lib/low': room(['lib/high']), 'lib/high': room(['lib/low']) };
    const files = {
      'lib/low/a.ts': "import '../high/other';",
      'lib/high/b.ts': "import '../low/c';",
      'lib/low/c.ts': '',
    };
    expect(problemsOf(files, { rooms })).toEqual(['lib/low → lib/high → lib/low: rooms that may import each other']);
  });
});

describe('the rules stay true', () => {
  test('a folder that is no room is refused', () => {
    expect(problemsOf({ 'lib/new/a.ts': '', 'other.ts': '' })).toEqual([
      'lib/new/a.ts: its folder is no room, so that nothing says what it may import',
      'other.ts: its folder is no room, so that nothing says what it may import',
    ]);
  });

  test('so is a line that nothing needs', () => {
    const rooms = { ...ROOMS, 'lib/low': { ...room(['lib/high', 'yaml']), files: { 'lib/low/a.ts': ['cdk8s'] } } };
    const rules = { rooms, computed: ['lib/low/a.ts'], known: ['lib/low/a.ts → lib/high/index.ts'] };
    expect(problemsOf({}, rules)).toEqual([
      'lib/low: lib/high: nothing in the code needs this line',
      'lib/low: yaml: nothing in the code needs this line',
      'lib/low/a.ts: cdk8s: nothing in the code needs this line',
      'computed lib/low/a.ts: nothing in the code needs this line',
      'known lib/low/a.ts → lib/high/index.ts: nothing in the code needs this line',
    ]);
  });
});
