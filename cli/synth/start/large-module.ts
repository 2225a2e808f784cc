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
/** Node, which has the real one, shows lines of sources only where the engine knows of any. */
const SOME_MAP = '//# sourceMappingURL=data:';
const NAMES_SOURCE = /source(?:Mapping)?URL=/;
const { apply } = Reflect;

/** A module as a function, and where its source map begins: the engine would keep that with the code, as half of it. */
export interface LargeScript {
  readonly script: Script;
  readonly end: number;
}

/**
 * A module as the same function that Node would make of it, with the code that the engine has made of it before;
 * undefined where it would not be the same.
 */
export function largeScript(content: string, filename: string, made: KnownFile['made']): LargeScript | undefined {
  try {
    if (made === undefined && !isFunctionBody(content)) return undefined;
    const end = made?.end ?? content.lastIndexOf(mapOf(content));
    const map = end < content.length ? SOME_MAP : '';
    const script = new Script(`${HEAD}${content.slice(0, end)}${map}\n})`, {
      filename,
      columnOffset: -HEAD.length,
      ...(made !== undefined && { cachedData: made.code }),
    });
    return { script, end };
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
  return !NAMES_SOURCE.test(content.slice(0, content.lastIndexOf(mapOf(content))));
}

/** The last line, if it names a source map. */
function mapOf(content: string): string {
  const end = content.trimEnd();
  const last = end.slice(end.lastIndexOf('\n') + 1);
  return MAP.test(last) ? last : '';
}
