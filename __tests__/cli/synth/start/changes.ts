import { A, B, emit, emits, JS, type Program, pkg } from './program';

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
