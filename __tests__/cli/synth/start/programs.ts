/** A program whose output shows what was loaded, and how. */
export interface Program {
  readonly app?: string;
  readonly files: { readonly [path: string]: string };
  readonly links?: { readonly [path: string]: string };
  /** What somebody changes between two runs: files, links, and what is gone (`null`). */
  readonly change?: {
    readonly files?: { readonly [path: string]: string };
    readonly links?: { readonly [path: string]: string };
  };
  /** Variables of the last runs. */
  readonly env?: { readonly [name: string]: string };
  /** What it emits in the end. */
  readonly emits: unknown;
  /** Where it has to run by its command line. */
  readonly asItIs?: true;
}

const TS = 'node --import tsx main.ts';
const JS = 'node main.js';
const emit = (code: string) => `import { emit } from './emit.cjs';\n${code}\n`;
const emits = (code: string) => `const { emit } = require('./emit.cjs');\n${code}\n`;
const A = "export default 'A'";
const B = "export default 'B'";
const pkg = (name: string, exports: object) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, ...exports }),
});

/** What imports mean may change between two runs without that any file that was read does. */
export const CHANGES: { readonly [name: string]: Program } = {
  'a file, of the same size': {
    files: { 'x.ts': A, 'main.ts': emit("import v from './x'; emit(v);") },
    change: { files: { 'x.ts': B } },
    emits: 'B',
  },
  'a link on the way to a file': {
    files: { 'cfg-a/x.ts': A, 'cfg-b/x.ts': B, 'main.ts': emit("import v from './sub/link/x'; emit(v);") },
    links: { 'sub/link': '../cfg-a' },
    change: { links: { 'sub/link': '../cfg-b' } },
    emits: 'B',
  },
  'a link behind a link': {
    files: { 'cfg-a/x.ts': A, 'cfg-b/x.ts': B, 'main.ts': emit("import v from './cfg/x'; emit(v);") },
    links: { cfg: 'env/active', 'env/active': '../cfg-a' },
    change: { links: { 'env/active': '../cfg-b' } },
    emits: 'B',
  },
  'a file before a folder': {
    files: { 'shared/index.ts': "export default 'folder'", 'main.ts': emit("import v from './shared'; emit(v);") },
    change: { files: { 'shared.ts': "export default 'file'" } },
    emits: 'file',
  },
  'a file before a folder, outside of the project': {
    files: {
      '../lib/a/index.ts': A,
      '../lib/index.ts': "import v from './a'; export default v;",
      'main.ts': emit("import v from '../lib'; emit(v);"),
    },
    change: { files: { '../lib/a.ts': B } },
    emits: 'B',
  },
  'a file that was not there, with require': {
    files: {
      'config/README.md': '',
      'main.ts': emit("let v = 'default'; try { v = require('./config/local').default } catch {} emit(v);"),
    },
    change: { files: { 'config/local.ts': B } },
    emits: 'B',
  },
  'a file that was not there, with import': {
    files: {
      'config/README.md': '',
      'main.ts': emit(
        "void (async () => { let v = 'default'; try { v = (await import('./config/local')).default } catch {} emit(v); })();",
      ),
    },
    change: { files: { 'config/local.ts': B } },
    emits: 'B',
    asItIs: true,
  },
  'the first of two places of an alias': {
    files: {
      'env/local/.gitkeep': '',
      'env/default/x.ts': A,
      'tsconfig.json': '{"compilerOptions":{"paths":{"@cfg/*":["./env/local/*","./env/default/*"]}}}',
      'main.ts': emit("import v from '@cfg/x'; emit(v);"),
    },
    change: { files: { 'env/local/x.ts': B } },
    emits: 'B',
  },
  'the base of tsconfig.json': {
    files: {
      'a/x.ts': A,
      'b/x.ts': B,
      'tsconfig.base.json': '{"compilerOptions":{"paths":{"@x":["./a/x.ts"]}}}',
      'tsconfig.json': '{"extends":"./tsconfig.base.json"}',
      'main.ts': emit("import v from '@x'; emit(v);"),
    },
    change: { files: { 'tsconfig.base.json': '{"compilerOptions":{"paths":{"@x":["./b/x.ts"]}}}' } },
    emits: 'B',
  },
  'which tsconfig.json counts': {
    files: {
      'a/x.ts': A,
      'b/x.ts': B,
      'tsconfig.json': '{"compilerOptions":{"paths":{"@x":["./a/x.ts"]}}}',
      'tsconfig.prod.json': '{"compilerOptions":{"paths":{"@x":["./b/x.ts"]}}}',
      'main.ts': emit("import v from '@x'; emit(v);"),
    },
    env: { TSX_TSCONFIG_PATH: 'tsconfig.prod.json' },
    emits: 'B',
  },
  'a compiled file beside its source': {
    files: { 'x.ts': "export const v = 'source'", 'main.ts': emit("import { v } from './x.js'; emit(v);") },
    change: { files: { 'x.js': "exports.v = 'compiled'" } },
    emits: 'source',
  },
  'the file of a dependency': {
    files: {
      ...pkg('d', { main: 'a.js' }),
      'node_modules/d/a.js': "exports.v = 'A'",
      'main.ts': emit("emit(require('d').v);"),
    },
    change: { files: { 'node_modules/d/a.js': "exports.v = 'B'" } },
    emits: 'B',
  },
  'a large file of a dependency': {
    files: {
      ...pkg('d', { main: 'a.js' }),
      'node_modules/d/a.js': `exports.v = 'A';${' '.repeat(200_000)}`,
      'main.ts': emit("emit(require('d').v);"),
    },
    change: { files: { 'node_modules/d/a.js': `exports.v = 'B';${' '.repeat(200_000)}` } },
    emits: 'B',
  },
  'the main file of a dependency': {
    files: {
      ...pkg('d', { main: 'a.js' }),
      'node_modules/d/a.js': "exports.v = 'A'",
      'node_modules/d/b.js': "exports.v = 'B'",
      'main.ts': emit("emit(require('d').v);"),
    },
    change: { files: pkg('d', { main: 'b.js' }) },
    emits: 'B',
  },
  'what a dependency depends on': {
    files: {
      ...pkg('d', {}),
      'node_modules/d/index.js': "exports.v = require('e').v",
      'node_modules/e/index.js': "exports.v = 'A'",
      'main.ts': emit("emit(require('d').v);"),
    },
    change: { files: { 'node_modules/d/node_modules/e/index.js': "exports.v = 'B'" } },
    emits: 'B',
  },
  'the package that a link means': {
    files: {
      '../one/index.js': "exports.v = 'A'",
      '../two/index.js': "exports.v = 'B'",
      'main.ts': emit("emit(require('ws').v);"),
    },
    links: { 'node_modules/ws': '../../one' },
    change: { links: { 'node_modules/ws': '../../two' } },
    emits: 'B',
  },
  'a package as pnpm links it': {
    files: {
      'node_modules/.pnpm/a@1/node_modules/a/index.js': "exports.v = 'A'",
      'node_modules/.pnpm/a@2/node_modules/a/index.js': "exports.v = 'B'",
      'node_modules/.pnpm/b@1/node_modules/b/index.js': "exports.v = require('a').v",
      'main.ts': emit("emit(require('b').v);"),
    },
    links: {
      'node_modules/.pnpm/b@1/node_modules/a': '../../a@1/node_modules/a',
      'node_modules/b': '.pnpm/b@1/node_modules/b',
    },
    change: { links: { 'node_modules/.pnpm/b@1/node_modules/a': '../../a@2/node_modules/a' } },
    emits: 'B',
  },
  'where NODE_PATH leads': {
    files: {
      '../one/n/index.js': "exports.v = 'A'",
      '../two/n/index.js': "exports.v = 'B'",
      'main.js': emits("let v = 'none'; try { v = require('n').v } catch {} emit(v);"),
    },
    app: JS,
    env: { NODE_PATH: '../two' },
    emits: 'B',
  },
  'what package.json calls #x': {
    files: {
      'package.json': '{"imports":{"#x":"./a.js"}}',
      'a.js': "exports.v='A'",
      'b.js': "exports.v='B'",
      'main.ts': emit("import { v } from '#x'; emit(v);"),
    },
    change: { files: { 'package.json': '{"imports":{"#x":"./b.js"}}' } },
    emits: 'B',
  },
  'which file the entry is': {
    files: { 'e1.ts': emit("emit('A');"), 'e2.ts': emit("emit('B');") },
    links: { 'main.ts': 'e1.ts' },
    change: { links: { 'main.ts': 'e2.ts' } },
    emits: 'B',
  },
  'what kind of module the entry is': {
    files: { 'package.json': '{}', 'main.ts': emit('emit(typeof require);') },
    change: { files: { 'package.json': '{"type":"module"}' } },
    emits: 'undefined',
    asItIs: true,
  },
};

/** What code may see of the way in which it is loaded. */
export const SIGHTS: { readonly [name: string]: Program } = {
  'how it was called, and what it is': {
    files: {
      'main.ts': emit(
        'emit([require.main === module, module.id === __filename, module.parent, module.loaded, process.mainModule === module, process.argv.length, process.argv[1] === __filename, process.execArgv, Object.keys(require), require.cache[__filename] === module, Object.keys(require.cache).filter((file) => !file.includes("node_modules")).length, import.meta.url.slice(-8)]);',
      ),
    },
    emits: [
      true,
      true,
      null,
      false,
      true,
      2,
      true,
      ['--import', 'tsx'],
      ['resolve', 'main', 'extensions', 'cache'],
      true,
      2,
      '/main.ts',
    ],
  },
  'how plain Node has called it': {
    app: JS,
    files: {
      'main.js': emits(
        'emit([require.main === module, module.id, module.parent, process.argv.length, process.execArgv, process.argv0, process.title, Object.keys(require.cache).length]);',
      ),
    },
    emits: [true, '.', null, 2, [], 'node', 'node', 2],
  },
  'in which order its tasks run': {
    files: {
      'main.ts': emit(
        "const seen: string[] = []; process.nextTick(() => seen.push('tick')); void Promise.resolve().then(() => seen.push('promise')); setTimeout(() => emit(seen), 5);",
      ),
    },
    emits: ['promise', 'tick'],
  },
  'in which order its tasks run in plain Node': {
    app: JS,
    files: {
      'main.js': emits(
        "const seen = []; process.nextTick(() => seen.push('tick')); void Promise.resolve().then(() => seen.push('promise')); setTimeout(() => emit(seen), 5);",
      ),
    },
    emits: ['tick', 'promise'],
  },
  'the text of its functions': {
    app: JS,
    files: { 'main.js': emits('function handler(event) { /* keep */ return event + 1; } emit(String(handler));') },
    emits: 'function handler(event) { /* keep */ return event + 1; }',
  },
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
  'a require by another name': {
    files: {
      'y.js': "exports.v='root'",
      'sub/y.js': "exports.v='sub'",
      'sub/index.js':
        "const r = require; const n = './y'; exports.v = [r('./y').v, require (n).v, (require)(n).v, module['require'](n).v, eval(\"require('./y').v\")]",
      'main.ts': emit("import { v } from './sub'; emit(v);"),
    },
    emits: ['sub', 'sub', 'sub', 'sub', 'sub'],
  },
  'a require that is made': {
    app: JS,
    files: {
      'packages/a/node_modules/dd/index.js': "module.exports='nested'",
      'node_modules/dd/index.js': "module.exports='root'",
      'packages/a/index.js':
        "const m = require('module'); exports.v = [m['create' + 'Require'](__filename)('dd'), module.constructor._load('dd', module)]",
      'main.js': emits("emit(require('./packages/a').v);"),
    },
    emits: ['nested', 'nested'],
  },
  'the conditions of a package': {
    files: {
      ...pkg('m', { exports: { '.': { module: './m.js', default: './d.js' } } }),
      ...pkg('n', { exports: { '.': { 'node-addons': './m.js', default: './d.js' } } }),
      ...pkg('o', { module: 'm.js', browser: { './d.js': './m.js' }, main: 'd.js' }),
      ...Object.fromEntries(
        ['m', 'n', 'o'].flatMap((name) =>
          ['m', 'd'].map((file) => [`node_modules/${name}/${file}.js`, `module.exports='${file}'`]),
        ),
      ),
      'main.ts': emit("emit([require('m'), require('n'), require('o')]);"),
    },
    emits: ['d', 'm', 'd'],
  },
  'the order of extensions': {
    app: JS,
    files: {
      'x.js': "exports.v='js'",
      'x.ts': "export const v = 'ts'",
      'lib/index.js': "exports.v='js'",
      'lib/index.ts': "export const v = 'ts'",
      'y/index.js': "exports.v='folder'",
      'y.json': '{"v":"json"}',
      'main.js': emits("emit([require('./x').v, require('./lib').v, require('./y').v]);"),
    },
    emits: ['js', 'js', 'json'],
  },
  'the order of extensions of tsx': {
    files: {
      'x.js': "exports.default='js'",
      'x.ts': "export default 'ts'",
      'main.ts': emit("import a from './x'; import b from './x.js'; emit([a, b]);"),
    },
    emits: ['ts', 'ts'],
  },
  'a tsconfig.json of its own': {
    files: {
      ...pkg('cfg', {}),
      'node_modules/cfg/index.js': "module.exports='package'",
      'pkg/shadow.ts': "export default 'shadow'",
      'pkg/tsconfig.json': '{"compilerOptions":{"paths":{"cfg":["./shadow.ts"]}}}',
      'pkg/index.ts': "import v from 'cfg'; export default v",
      'tsconfig.json': '{"compilerOptions":{"esModuleInterop":true}}',
      'main.ts': emit("import v from './pkg'; emit(v);"),
    },
    emits: 'package',
  },
  'fields of classes': {
    files: {
      'tsconfig.json': '{"compilerOptions":{"target":"es2021","useDefineForClassFields":false}}',
      'main.ts': emit('class A { x = 1 } class B extends A { declare y: string; x!: number } emit(new B().x);'),
    },
    emits: 1,
  },
  'who calls a dependency': {
    files: {
      'node_modules/callsite/index.js':
        'module.exports=()=>{const o=Error.prepareStackTrace;Error.prepareStackTrace=(_,s)=>s;const s=new Error().stack;Error.prepareStackTrace=o;return s[1].getFileName()}',
      'lib/x.js': "exports.v = require('node:path').basename(require('node:path').dirname(require('callsite')()))",
      'main.ts': emit("import { v } from './lib/x'; emit(v);"),
    },
    emits: 'lib',
  },
  'a circle with the entry': {
    app: JS,
    files: {
      'main.js': `exports.x = 1; const m = require('./b');\n${emits('emit(m);')}`,
      'b.js': "module.exports = { seen: Object.keys(require('./main')), self: require('./b') === module.exports }",
    },
    emits: { seen: ['x'], self: true },
  },
  'a file by two names': {
    app: JS,
    files: { 'a.js': 'global.n=(global.n||0)+1', 'main.js': emits('require("./a"); require("./b"); emit(global.n);') },
    links: { 'b.js': 'a.js' },
    emits: 1,
  },
  'sloppy code, and what only that may do': {
    app: JS,
    files: {
      'main.js': emits(
        'function f() { return this === undefined } with ({ a: 017 }) { emit([f(), a, String.raw`é\\u00e9`]); }',
      ),
    },
    emits: [false, 15, 'é\\u00e9'],
  },
  'an ES module that is required': {
    files: {
      ...pkg('esm', { type: 'module', main: 'i.js' }),
      'node_modules/esm/i.js': "export default 'D'; export const v = 1;",
      'main.ts': emit("import d, { v } from 'esm'; emit([d, v]);"),
    },
    emits: ['D', 1],
  },
  'an ES module in a package that is none': {
    files: {
      ...pkg('esm', {}),
      'node_modules/esm/index.js': 'export const v = import.meta.url.slice(-8);',
      'main.ts': emit("import { v } from 'esm'; emit(v);"),
    },
    emits: 'index.js',
  },
  'another ending of the entry': {
    app: 'node --import=tsx ./src/main.cts',
    files: { 'src/main.cts': "import { emit } from '../emit.cjs'; emit([typeof require, process.execArgv]);" },
    emits: ['function', ['--import=tsx']],
  },
  'the half of tsx that is for CommonJS': {
    app: 'node -r tsx/cjs main.ts',
    files: { 'x.ts': A, 'main.ts': emit("import v from './x'; emit([v, process.execArgv, module.id]);") },
    emits: ['A', ['-r', 'tsx/cjs'], '.'],
  },
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
};
