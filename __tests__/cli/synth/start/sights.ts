import { A, emit, emits, JS, type Program, pkg } from './program';

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
  'who says that it fails': {
    files: {
      'main.ts': emit(
        "process.on('uncaughtException', (e, origin) => emit([e.message, origin])); throw new Error('x');",
      ),
    },
    emits: ['x', 'unhandledRejection'],
  },
  'the variables that a shell sets': {
    app: JS,
    files: { 'main.js': emits('emit(process.env.PWD === process.cwd());') },
    env: { PWD: '/' },
    emits: true,
  },
  'its own code for loading': {
    files: {
      'main.ts': emit(
        "const { prototype } = require('node:module'); emit([/wrapSafe/.test(prototype['_comp' + 'ile']), process.listenerCount('exit') < 2]);",
      ),
    },
    emits: [true, true],
  },
  'who calls its files': {
    files: {
      'a.ts': "export { stack } from './b';",
      'b.ts': "export { stack } from './c';",
      'c.ts': "export const stack = new Error('x').stack!;",
      'main.ts': emit(
        "import { stack } from './a'; emit([...new Set(stack.split('\\n').map((line) => /[\\w:/]+(?=[.][cm]?[jt]s:)|Module[.]_comp\\w+/.exec(line)?.[0].replace(/.*[/]/, '')).filter((name) => /^(c|b|Module[.]_comp\\w+)$/.test(name!)))]);",
      ),
    },
    emits: ['c', 'Module._compile', 'b'],
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
  'a require by another name': {
    files: {
      'y.js': "exports.v='root'",
      'sub/y.js': "exports.v='sub'",
      'sub/index.js':
        "const r = require; const n = './y'; exports.v = [r('./y').v, require (n).v, (require)(n).v, module['require'](n).v]",
      'main.ts': emit("import { v } from './sub'; emit(v);"),
    },
    emits: ['sub', 'sub', 'sub', 'sub'],
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
  'an export that stands for all, as no text shows': {
    files: {
      'node_modules/d/index.js':
        "Object.defineProperty(exports, 'module.' + 'exports', { enumerable: true, get: () => ({ v: 1 }) }); exports.v = 2;",
      'main.ts': emit("emit(process.features.require_module ? require('d').v : 1);"),
    },
    emits: 1,
  },
};
