import { emit, emits, JS, type Program, TS } from './program';

/** What needs more than a quick start offers. */
export const AS_IT_IS: { readonly [name: string]: Program } = {
  'a module that is imported': {
    files: { 'later.ts': 'export const v = 1', 'main.ts': emit("void import('./later').then(({ v }) => emit(v));") },
    emits: 1,
    asItIs: true,
  },
  'a dependency that imports': {
    files: {
      'later.ts': 'export const v = 1',
      'node_modules/d/index.js': 'exports.load = (file) => import(file).then((m) => m.v ?? m.default.v)',
      'main.ts': emit("void require('d').load(__dirname + '/later.ts').then(emit);"),
    },
    emits: 1,
    asItIs: true,
  },
  'a worker': {
    files: {
      'worker.cjs': "require('node:worker_threads').parentPort.postMessage(process.execArgv);",
      'main.ts': emit(
        "import { Worker } from 'node:worker_threads'; new Worker(__dirname + '/worker.cjs').on('message', emit);",
      ),
    },
    emits: ['--import', 'tsx'],
    asItIs: true,
  },
  'a child that is forked': {
    files: {
      'child.ts': 'process.send!(process.execArgv as string[]);',
      'main.ts': emit("import { fork } from 'node:child_process'; fork(__dirname + '/child.ts').on('message', emit);"),
    },
    emits: ['--import', 'tsx'],
  },
  'an ES module as the entry': {
    app: 'node main.mjs',
    files: {
      'main.mjs': "import { emit } from './emit.cjs'; emit([typeof require, typeof module, typeof __dirname]);",
    },
    emits: ['undefined', 'undefined', 'undefined'],
    asItIs: true,
  },
  'an entry that waits': {
    files: {
      'package.json': '{"type":"module"}',
      'main.ts':
        "import { createRequire } from 'node:module'; const { emit } = createRequire(import.meta.url)('./emit.cjs'); emit(await Promise.resolve(1));",
    },
    emits: 1,
    asItIs: true,
  },
  'what Node is told besides': {
    files: {
      'hook.cjs': 'globalThis.hooked = 1',
      'main.ts': emit('emit((globalThis as { hooked?: number }).hooked);'),
    },
    env: { NODE_OPTIONS: '--require ./hook.cjs' },
    emits: 1,
    asItIs: true,
  },
  'a command line that does more': {
    app: `${TS} && true`,
    files: { 'main.ts': emit('emit(1);') },
    emits: 1,
    asItIs: true,
  },
  'an import behind comments': {
    files: {
      'later.ts': 'export const v = 1 as number',
      'node_modules/d/index.js':
        'exports.load = (file) => import /* a*b */ /**/ // d\n (file).then((m) => m.v ?? m.default.v)',
      'main.ts': emit("void require('d').load(__dirname + '/later.ts').then(emit);"),
    },
    emits: 1,
    asItIs: true,
  },
  'an import in a text that is read': {
    files: {
      'code.txt': "import('./later.ts')",
      'later.ts': 'export const v = 1 as number',
      'main.ts': emit(
        "import { readFileSync } from 'node:fs'; void eval(readFileSync('code.txt', 'utf8')).then((m: any) => emit(m.v ?? m.default.v));",
      ),
    },
    emits: 1,
    asItIs: true,
  },
  'a hook that is registered': {
    files: {
      'hooks.mjs': 'export const load = (url, context, next) => next(url, context);',
      'main.ts': emit(
        "import { register } from 'node:module'; import { pathToFileURL } from 'node:url'; process.noDeprecation = true; register('./hooks.mjs', pathToFileURL(__filename)); emit(1);",
      ),
    },
    emits: 1,
    asItIs: true,
  },
  'a program that takes a hand in loading': {
    files: {
      'node_modules/d/index.js': "exports.v = 'AAA'",
      'main.ts': emit(
        "const load = require.extensions['.js']!; require.extensions['.js'] = (m: any, file) => { const compile = m._compile; m._compile = (code: string, path: string) => { m._compile = compile; return m._compile(code.replace('AAA', 'BBB'), path); }; load(m, file); }; emit(require('d').v);",
      ),
    },
    emits: 'BBB',
    asItIs: true,
  },
  'a project that is called tsx': {
    files: {
      'package.json': '{"name":"tsx","exports":{".":"./own.mjs"}}',
      'own.mjs':
        "import { register } from './node_modules/tsx/dist/esm/api/index.mjs'; import './node_modules/tsx/dist/cjs/index.cjs'; globalThis.own = 1; register();",
      'main.ts': emit('emit((globalThis as { own?: number }).own);'),
    },
    emits: 1,
    asItIs: true,
  },
  'a folder as the entry': {
    app: JS,
    files: {
      'main.js/package.json': '{"type":"module"}',
      'main.js/index.js': "import lib from '../emit.cjs'; lib.emit(typeof require);",
    },
    emits: 'undefined',
    asItIs: true,
  },
  'links that are kept': {
    app: JS,
    files: {
      '../other/e.js': '',
      'main.js': emits("emit(require('./x').v);"),
      '../other/x.js': "exports.v = require('./y').v",
      'y.js': "exports.v = 'here'",
      '../other/y.js': "exports.v = 'there'",
    },
    links: { 'x.js': '../other/x.js' },
    env: { NODE_PRESERVE_SYMLINKS: '1' },
    emits: 'here',
    asItIs: true,
  },
};
