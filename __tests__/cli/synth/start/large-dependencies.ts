import { emit, emits, JS, type Program } from './program';

/** With so much at its end that what the engine makes of it is kept. */
const large = (code: string) => `${code}\n//${'x'.repeat(200_000)}\n`;
const MAP = Buffer.from(JSON.stringify({ version: 3, sources: ['source.ts'], names: [], mappings: 'AAAA' }));
/** Changes what a file of a dependency says, on the way to the compiler. */
const PATCHED_FILES =
  "import fs from 'node:fs'; const read = fs.readFileSync; fs.readFileSync = ((path: string, ...rest: []) => { const text = read(path, ...rest); return !path.includes('node_modules/d/') ? text : typeof text === 'string' ? text.replace('AAA', 'BBB') : Buffer.from(String(text).replace('AAA', 'BBB')); }) as typeof read;";

/** What code of large dependencies may see, which is compiled before. */
export const LARGE_DEPENDENCIES: { readonly [name: string]: Program } = {
  'the text of functions of a large dependency': {
    files: {
      'node_modules/d/index.js': `exports.f = function (a) { /* é */ return a; };// ${'x'.repeat(200_000)}`,
      'main.ts': emit("emit([String(require('d').f), require('d').f.name]);"),
    },
    emits: ['function (a) { /* é */ return a; }', ''],
  },
  'what a large dependency knows of itself': {
    files: {
      'node_modules/d/index.js': `'use strict'; const { basename } = require('node:path'); exports.v = [this === exports, basename(__filename), basename(__dirname), module.exports === exports, module.parent.filename.slice(-8), require.main === module, (function () { return this === undefined; })(), Object.keys(require), module.children.length, arguments.length, new Error().stack.split('\\n')[1].replace(/.*index/, 'index')];exports.w = require('./w').v;${' '.repeat(200_000)}`,
      'node_modules/d/w.js': 'exports.v = module.parent.filename.slice(-8);',
      'main.ts': emit("const { v, w } = require('d'); emit([v, w]);"),
    },
    emits: [
      [
        true,
        'index.js',
        'd',
        true,
        '/main.ts',
        false,
        true,
        ['resolve', 'main', 'extensions', 'cache'],
        0,
        5,
        'index.js:1:331)',
      ],
      'index.js',
    ],
  },
  'that begins with #!': {
    app: JS,
    files: {
      'node_modules/d/index.js': large('#!/usr/bin/env node\nexports.v = 1;'),
      'main.js': emits("emit(require('d').v);"),
    },
    emits: 1,
  },
  'that begins with #!, with a loader': {
    files: {
      'node_modules/d/index.js': large('#!/usr/bin/env node\nexports.v = 1;'),
      'main.ts': emit("emit(require('d').v);"),
    },
    emits: 1,
  },
  'that begins with --> and a BOM': {
    app: JS,
    files: {
      'node_modules/d/index.js': large('--> comment\nexports.v = 1;'),
      'node_modules/e/index.js': large("\ufeff'use strict'; exports.v = (() => this === exports)();"),
      'main.js': emits("emit([require('d').v, require('e').v]);"),
    },
    emits: [1, true],
  },
  'that is no body of a function': {
    app: JS,
    files: {
      'node_modules/d/index.js': large('exports.v = 1; }); (function () {'),
      'main.js': emits("let v; try { v = require('d').v; } catch (error) { v = error.name; } emit(v);"),
    },
    emits: 'SyntaxError',
  },
  'in TypeScript, which Node knows or not': {
    app: JS,
    files: {
      'node_modules/d/index.ts': large('exports.v = 1;'),
      'main.js': emits(
        "let v; try { v = require('d/index.ts').v; } catch (error) { v = error.code; } emit(v === (process.features.typescript ? 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING' : 1));",
      ),
    },
    emits: true,
  },
  'that imports, in hiding': {
    app: JS,
    files: {
      'node_modules/d/x.mjs': 'export default 5;',
      'node_modules/d/index.js': large("exports.f = () => new Function('return imp' + 'ort(\"./x.mjs\")')();"),
      'main.js': emits("require('d').f().then((x) => emit(x.default), (error) => emit(error.code));"),
    },
    emits: 5,
  },
  'that has a source map': {
    files: {
      'node_modules/d/index.js': `${large("exports.f = () => { throw new Error('x'); };")}//# sourceMappingURL=data:application/json;base64,${MAP.toString('base64')}\n`,
      'main.ts': emit(
        "try { require('d').f(); } catch (error) { emit((error as Error).stack!.includes('/d/source.ts:1:1')); }",
      ),
    },
    emits: true,
  },
  'that is read as something else': {
    files: { 'node_modules/d/index.js': large("exports.v = 'AAA';"), 'main.ts': emit("emit(require('d').v);") },
    change: { files: { 'main.ts': emit(`${PATCHED_FILES} emit(require('d').v);`) } },
    emits: 'BBB',
  },
  'that is compiled as something else': {
    files: { 'node_modules/d/index.js': large("exports.v = 'AAA';"), 'main.ts': emit("emit(require('d').v);") },
    change: {
      files: {
        'main.ts': emit(
          "const name = '_comp' + 'ile'; const all = '_extens' + 'ions'; const handlers = require('node:module')[all]; const load = handlers['.js']; handlers['.js'] = (m: any, file: string) => { const compile = m[name]; m[name] = (code: string, path: string) => { m[name] = compile; return m[name](code.replace('AAA', 'BBB'), path); }; load(m, file); }; emit(require('d').v);",
        ),
      },
    },
    emits: 'BBB',
  },
  'with a compiler of its own': {
    app: JS,
    files: {
      'node_modules/d/index.js': large("exports.v = 'AAA';"),
      'main.js': emits(
        "const { prototype } = require('module'); const compile = prototype._compile; prototype._compile = function (code, ...rest) { return compile.call(this, code.replace('AAA', 'BBB'), ...rest); }; emit(require('d').v);",
      ),
    },
    emits: 'BBB',
  },
  'with a wrapper of its own': {
    app: JS,
    files: {
      'node_modules/d/index.js': large('exports.v = typeof more;'),
      'node_modules/e/index.js': large('exports.v = typeof more;'),
      'main.js': emits(
        "const Module = require('module'); const seen = [require('d').v]; Module.wrapper[0] += 'const more = 1; '; seen.push(require('e').v); emit(seen);",
      ),
    },
    emits: ['undefined', 'number'],
  },
  'when Reflect is somebody else': {
    app: JS,
    files: {
      'node_modules/d/index.js': large('exports.v = 1;'),
      'main.js': emits("Reflect.apply = () => { throw new Error('no'); }; emit(require('d').v);"),
    },
    emits: 1,
  },
};
