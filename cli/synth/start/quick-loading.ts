import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { Script } from 'node:vm';
import { KeptCode, type KnownFile, sha256 } from './kept-code';
import type { Launch } from './launch';

interface LoadedModule extends NodeJS.Module {
  _compile(content: string, filename: string, ...rest: unknown[]): unknown;
}
type Handler = (module: LoadedModule, filename: string) => void;
interface Internals {
  readonly _cache: { readonly [filename: string]: NodeJS.Module };
  readonly _extensions: { [extension: string]: Handler };
  readonly prototype: LoadedModule;
}
const { _cache, _extensions, prototype } = Module as unknown as Internals;

/** What is smaller is compiled in no time. */
const LARGE = 100_000;
/** What needs more of a loader than `require`: modules that are asked for while the program runs, workers, hooks. */
const MORE =
  /\bimport\s*(?:\/\*[^*]*\*\/\s*)?\(|\bworker_threads\b|\bimportModuleDynamically\b|\bregisterHooks\b|\bmodule\.register\b/;
/** For which tsx looks after a file that it does not translate has run. */
const NAME_OF_ALL = /(["'`])module\.exports\1/;

/**
 * Makes loading faster where that changes nothing. Node and the loader that the command line names find, read and
 * translate the modules of this run, as they always do. Left out is only
 *
 * - the half of the loader that is for ES modules: with code that may ask for one, the program has to run as it is,
 * - the loader's look at a file of a dependency, when it is known that it leaves these bytes as they are,
 * - compiling a large file of a dependency, when the engine has compiled these bytes before.
 *
 * @param giveUp called with a file that needs more; it does not return
 */
export function quickLoading(launch: Launch, ownFile: string, giveUp: GiveUp): void {
  new QuickLoading(launch, ownFile, giveUp).start();
}

export type GiveUp = (filename: string) => never;

class QuickLoading {
  private readonly kept: KeptCode;
  private readonly found = new Map<string, KnownFile>();
  private readonly scripts = new Map<string, { readonly hash: string; readonly script: Script }>();
  private readonly compile = prototype._compile;
  /** What is known of the file that is about to be compiled. */
  private current: { readonly filename: string; readonly known: KnownFile } | undefined;

  public constructor(
    private readonly launch: Launch,
    ownFile: string,
    private readonly giveUp: GiveUp,
  ) {
    const { loader = '', loaderFolder = '' } = launch;
    if (loader !== '') createRequire(join(loaderFolder, 'package.json'))('tsx/cjs');
    const makers = [ownFile, ...Object.keys(_cache).filter((path) => path.startsWith(loaderFolder + sep))];
    const hashes = makers.map((path) => sha256(readFileSync(path)));
    this.kept = new KeptCode(launch.kept, [process.version, process.arch, loader, ...hashes].join('\n'));
  }

  public start(): void {
    const self = this;
    if (this.launch.loader !== undefined) this.askLoaderOnce();
    prototype._compile = function (content, filename, ...rest) {
      return self.compiled(this, content, filename, rest);
    };
    process.once('exit', () => this.keep());
  }

  /** A file of a dependency that the loader leaves as it is does not go through it again. */
  private askLoaderOnce(): void {
    const load = _extensions['.js'] as Handler;
    _extensions['.js'] = (module, filename) => {
      const bytes = isDependency(filename) ? contentOf(filename) : undefined;
      if (bytes === undefined) return load(module, filename);
      const hash = sha256(bytes);
      const known = this.kept.of(filename, hash);
      const content = bytes.toString('utf8');
      if (known === undefined) return this.observed(module, filename, { hash, content }, load);
      this.current = { filename, known };
      module._compile(content, filename);
    };
  }

  /** Loads a file with the loader, and sees whether it leaves it as it is. */
  private observed(
    module: LoadedModule,
    filename: string,
    read: { hash: string; content: string },
    load: Handler,
  ): void {
    const { hash, content } = read;
    module._compile = (text: string, name: string, ...rest: unknown[]) => {
      delete (module as Partial<LoadedModule>)._compile;
      if (text === content && name === filename && !NAME_OF_ALL.test(text)) {
        const known = { hash, needsMore: MORE.test(text) };
        this.found.set(filename, known);
        this.current = { filename, known };
      }
      return module._compile(text, name, ...rest);
    };
    load(module, filename);
  }

  private compiled(module: LoadedModule, content: string, filename: string, rest: readonly unknown[]): unknown {
    const { current } = this;
    this.current = undefined;
    const known = current?.filename === filename ? current.known : undefined;
    if (this.launch.loader !== undefined && (known?.needsMore ?? MORE.test(content))) this.giveUp(filename);
    // As the loader for ES modules names what it starts.
    if (this.launch.loader === 'tsx' && module === process.mainModule) module.id = filename;
    const isLarge = content.length >= LARGE && isDependency(filename) && rest[0] !== 'module';
    if (!isLarge) return Reflect.apply(this.compile, module, [content, filename, ...rest]);
    const facts = known ?? this.factsOf(filename, content);
    if (facts.needsMore) return Reflect.apply(this.compile, module, [content, filename, ...rest]);
    return this.compiledBefore(module, content, filename, facts);
  }

  private factsOf(filename: string, content: string): KnownFile {
    const hash = sha256(content);
    const known = this.kept.of(filename, hash);
    if (known !== undefined) return known;
    const facts = { hash, needsMore: MORE.test(content) };
    this.found.set(filename, facts);
    return facts;
  }

  /** The same function as Node would make, with the code that the engine has made of it before. */
  private compiledBefore(module: LoadedModule, content: string, filename: string, { hash, code }: KnownFile): unknown {
    const head = '(function (exports, require, module, __filename, __dirname) { ';
    const script = new Script(`${head}${content}\n})`, {
      filename,
      columnOffset: -head.length,
      ...(code !== undefined && { cachedData: code }),
    });
    if (code === undefined || script.cachedDataRejected) this.scripts.set(filename, { hash, script });
    const { exports } = module;
    const args = [exports, this.requireOf(module, filename), module, filename, dirname(filename)];
    return Reflect.apply(script.runInThisContext(), exports, args);
  }

  /** Node makes one for each module, and passes it to code alone. */
  private requireOf(module: LoadedModule, filename: string): unknown {
    const { exports } = module;
    Reflect.apply(this.compile, module, ['module.exports = require;', filename]);
    const require: unknown = module.exports;
    module.exports = exports;
    return require;
  }

  /** At the end, so that it holds what the run needed. */
  private keep(): void {
    for (const [filename, { hash, script }] of this.scripts) {
      this.found.set(filename, { hash, needsMore: false, code: script.createCachedData() });
    }
    if (this.found.size > 0) this.kept.add(this.found);
  }
}

function isDependency(filename: string): boolean {
  return filename.includes(`${sep}node_modules${sep}`) && !filename.includes('?');
}

function contentOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(filename);
  } catch {
    return undefined;
  }
}
