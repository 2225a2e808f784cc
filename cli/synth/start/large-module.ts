import { dirname } from 'node:path';
import { compileFunction, Script } from 'node:vm';
import type { KnownFile } from './kept-code';
import { onStacksSeen } from './late-maps';
import { mayMakeCode } from './more';

export interface LoadedModule extends NodeJS.Module {
  _compile(content: string, filename: string, ...rest: unknown[]): unknown;
}

/** What is smaller is compiled in no time. */
export const LARGE = 10_000;
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const HEAD = `(function (${PARAMETERS.join(', ')}) { `;
const MAP = /^\/\/[#@] sourceMappingURL=[^\s`*]+\s*$/;
const NAMES_SOURCE = /source(?:Mapping)?URL=/;
const { apply } = Reflect;

/**
 * A module as the same function that Node would make of it, with the code that the engine has made of it before;
 * undefined where it would not be the same.
 */
export function largeScript(content: string, filename: string, code: KnownFile['code']): Script | undefined {
  try {
    if (code === undefined && !isFunctionBody(content)) return undefined;
    return new Script(`${HEAD}${content}\n})`, {
      filename,
      columnOffset: -HEAD.length,
      ...(code !== undefined && { cachedData: code }),
    });
  } catch {
    // Node says what is wrong, or knows better: it takes `#!`.
    return undefined;
  }
}

/** Whether it can be compiled alone, and names no more than one source map; and does not import, which a script cannot. */
function isFunctionBody(content: string): boolean {
  if (mayMakeCode(content) || !namesOneMap(content)) return false;
  compileFunction(content, PARAMETERS);
  return true;
}

/** What Node would pass to a module, which its own compiling has to make. */
export function argumentsOf(module: LoadedModule, content: string, filename: string, compile: Compile): unknown[] {
  const { exports } = module;
  apply(compile, module, ['module.exports = require;', filename]);
  const require: unknown = module.exports;
  module.exports = exports;
  // Its map is not seen in a script.
  onStacksSeen(() => apply(compile, module, [mapOf(content), filename]));
  return [exports, require, module, filename, dirname(filename)];
}

export type Compile = LoadedModule['_compile'];

/** Whether nothing but the last line may name a source map. */
function namesOneMap(content: string): boolean {
  const map = mapOf(content);
  return !NAMES_SOURCE.test(map === '' ? content : content.slice(0, content.lastIndexOf(map)));
}

/** The last line, if it names a source map. */
function mapOf(content: string): string {
  const end = content.trimEnd();
  const last = end.slice(end.lastIndexOf('\n') + 1);
  return MAP.test(last) ? last : '';
}
