import { posix } from 'node:path';
import { transform } from 'sucrase';
import type { ProgramFiles } from '../program/files';

/**
 * The program as one script of CommonJS: nothing but what was written is in it, whatever files a checkout brings.
 *
 * @param entry the file that starts it
 * @param packagesOf a file as whose neighbour it finds its packages; absent for its own folder
 * @throws if a file is no TypeScript
 */
export function scriptOf(files: ProgramFiles, entry: string, packagesOf?: string): string {
  const modules = [...files].filter(([file]) => file.endsWith('.ts')).map(moduleText);
  const load = packagesOf === undefined ? 'require' : `require('node:module').createRequire(${inCode(packagesOf)})`;
  return `const modules = {\n${modules.join(',\n')}\n};\n${LINKER}\nlink(${load}, ${inCode(entry)});\n`;
}

function moduleText([file, text]: readonly [string, string]): string {
  const { code } = transform(text, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    filePath: file,
  });
  return `${inCode(file)}: [${inCode(siblingsOf(file))}, (require, exports, module) => {\n${code}\n}]`;
}

/** What a path of another file begins with, seen from the folder of the program. */
function siblingsOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === '.' ? '' : `${folder}/`;
}

function inCode(text: string): string {
  return JSON.stringify(text);
}

/** Runs each file once, and before it those that it imports: by a path its own, by a name a package. */
const LINKER = `
function link(load, entry) {
  const { posix } = load('node:path');
  const loaded = new Map();
  const run = (file) => {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    if (!Object.hasOwn(modules, file)) throw new Error('the program has no ' + file);
    const [folder, body] = modules[file];
    const module = { exports: {} };
    loaded.set(file, module);
    const find = (name) =>
      /^\\.\\.?\\//.test(name) ? run(posix.normalize(folder + name).replace(/\\.js$/, '') + '.ts') : load(name);
    body(find, module.exports, module);
    return module.exports;
  };
  run(entry);
}`;
