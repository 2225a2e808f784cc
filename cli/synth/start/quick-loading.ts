import { tracingChannel } from 'node:diagnostics_channel';
import { readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readIfPossible } from '../../../lib/files/read-if-possible';
import { KeptCode, type KnownFile, sha256 } from './kept-code';
import { argumentsOf, type Compile, LARGE, type LargeScript, type LoadedModule, largeScript } from './large-module';
import type { LaunchOptions } from './launch-options';
import { mayMakeCode, needsMore } from './more';

type Handler = (module: LoadedModule, filename: string) => void;
interface Internals {
  readonly _cache: { readonly [filename: string]: NodeJS.Module };
  readonly _extensions: { [extension: string]: Handler };
  readonly prototype: LoadedModule;
  readonly wrap: unknown;
  readonly wrapper: readonly string[];
}
const internals = Module as unknown as Internals;
const { _cache, _extensions, prototype } = internals;
/** What Node compiles with, as long as nobody has put something else there. */
const compilerParts = () => [prototype._compile, internals.wrap, ...internals.wrapper];
/** As it was before the program could change it. */
const { apply } = Reflect;

/** A file of a dependency that is about to be compiled. */
interface Dependency {
  readonly filename: string;
  readonly content: string;
  readonly hash: string;
  readonly known?: KnownFile | undefined;
}

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
export function startQuickLoading(launch: LaunchOptions, launcherFile: string, giveUp: GiveUp): void {
  new QuickLoading(launch, launcherFile, giveUp).start();
}

export type GiveUp = (filename: string) => never;

class QuickLoading {
  private readonly kept: KeptCode;
  private readonly found = new Map<string, KnownFile>();
  private readonly scripts = new Map<string, LargeScript & Pick<KnownFile, 'hash'>>();
  private readonly compilerParts = compilerParts();
  private compile = prototype._compile;
  private current: Dependency | undefined;
  private willKeep = false;

  public constructor(
    private readonly launch: LaunchOptions,
    launcherFile: string,
    private readonly giveUp: GiveUp,
  ) {
    const { loader = '', loaderFolder = '' } = launch;
    if (loader !== '') createRequire(join(loaderFolder, 'package.json'))('tsx/cjs');
    const makers = [launcherFile, ...Object.keys(_cache).filter((path) => path.startsWith(loaderFolder + sep))];
    const hashes = makers.map((path) => sha256(readFileSync(path)));
    this.kept = new KeptCode(launch.kept, [process.version, process.arch, loader, ...hashes].join('\n'));
  }

  public start(): void {
    if (this.launch.loader !== undefined) {
      this.askLoaderOnce();
      this.watchImports();
    }
    this.seeCompiling();
  }

  /** A file of a dependency that the loader leaves as it is does not go through it again. */
  private askLoaderOnce(): void {
    const load = _extensions['.js'] as Handler;
    _extensions['.js'] = (module, filename) => {
      const dependency = isDependency(filename) ? this.dependency(filename) : undefined;
      this.current = dependency;
      if (dependency?.known === undefined) return load(module, filename);
      module._compile(dependency.content, filename);
      // For that the loader looks at a module again after it has run.
      if (hasNameOfAll(module.exports)) this.giveUp(filename);
    };
  }

  private dependency(filename: string): Dependency | undefined {
    const bytes = contentOf(filename);
    if (bytes === undefined) return undefined;
    const hash = sha256(bytes);
    return { filename, hash, content: bytes.toString('utf8'), known: this.kept.of(filename, hash) };
  }

  /** However the code is hidden: newer versions of Node tell that something is imported. */
  private watchImports(): void {
    const start = (message: unknown) => {
      const { parentURL } = message as { readonly parentURL?: string };
      this.giveUp(parentURL?.startsWith('file:') ? fileURLToPath(parentURL) : this.launch.entry);
    };
    tracingChannel('module.import').start.subscribe(start);
  }

  /** Sees what is compiled without being on the stack then: what fails shows the same calls as in a plain run. */
  private seeCompiling(): void {
    const self = this;
    // Which stacks else take from the property.
    Object.defineProperty(this.compile, 'name', { value: '_compile', configurable: true });
    Object.defineProperty(prototype, '_compile', {
      configurable: true,
      enumerable: true,
      get(this: LoadedModule) {
        return this === prototype ? self.compile : self.compileFor(this);
      },
      set(this: LoadedModule, value: Compile) {
        if (this === prototype) self.compile = value;
        else Object.defineProperty(this, '_compile', { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }

  private compileFor(module: LoadedModule): Compile {
    const { filename } = module;
    const { loader } = this.launch;
    const dependency = this.current?.filename === filename ? this.current : undefined;
    this.current = undefined;
    // As the loader for ES modules names what it starts.
    if (loader === 'tsx' && module === process.mainModule) module.id = filename;
    if (loader === undefined) return isLarge(filename) ? this.quickly(module) : this.compile;
    if (dependency === undefined) return this.checked(module);
    if (dependency.known !== undefined) {
      return dependency.content.length >= LARGE ? this.quickly(module, dependency) : this.compile;
    }
    if (needsMore(dependency.content)) this.giveUp(filename);
    return this.observed(module, dependency);
  }

  /** Compiles what the loader may have translated as it is, unless that needs more. */
  private checked(module: LoadedModule): Compile {
    const { compile } = this;
    const source = contentOf(module.filename)?.toString('utf8');
    if (source !== undefined && !mayMakeCode(source)) return compile;
    return (text, filename, ...rest) => {
      if (mayMakeCode(text)) this.giveUp(filename);
      return apply(compile, module, [text, filename, ...rest]);
    };
  }

  /** Notes whether the loader leaves a file as it is. */
  private observed(module: LoadedModule, dependency: Dependency): Compile {
    const { content, filename, hash } = dependency;
    return (text, name, ...rest) => {
      const isLeft = text === content && name === filename && rest.length === 0;
      const compile = isLeft && content.length >= LARGE ? this.quickly(module, dependency) : this.compile;
      const result: unknown = apply(compile, module, [text, name, ...rest]);
      if (isLeft && !hasNameOfAll(module.exports)) this.find(filename, { hash });
      return result;
    };
  }

  /** Compiles a large file with what is known of it. */
  private quickly(module: LoadedModule, dependency?: Dependency): Compile {
    const { compile } = this;
    return (text, filename, ...rest) => {
      const hash = text === dependency?.content ? dependency.hash : sha256(text);
      const known = this.kept.of(filename, hash);
      const isNodes = isPlain(rest[0]) && compilerParts().every((part, index) => part === this.compilerParts[index]);
      const large = isNodes ? largeScript(text, filename, known?.made) : undefined;
      if (large === undefined) return apply(compile, module, [text, filename, ...rest]);
      const { script } = large;
      if (known?.made === undefined || script.cachedDataRejected) this.scripts.set(filename, { hash, ...large });
      this.keepAtEnd();
      const args = argumentsOf(module, text, filename, compile);
      return apply(script.runInThisContext(), args[0], args);
    };
  }

  private find(filename: string, known: KnownFile): void {
    this.found.set(filename, known);
    this.keepAtEnd();
  }

  /** At the end, so that it holds what the run needed; a run that has found nothing new has nothing to do there. */
  private keepAtEnd(): void {
    if (this.willKeep || this.found.size + this.scripts.size === 0) return;
    this.willKeep = true;
    process.once('exit', () => {
      for (const [filename, { hash, script, end }] of this.scripts) {
        this.found.set(filename, { hash, made: { code: script.createCachedData(), end } });
      }
      this.kept.add(this.found);
    });
  }
}

/** Of ES modules, and of TypeScript, Node makes something else. */
function isPlain(format: unknown): boolean {
  return format === undefined || format === 'commonjs';
}

function hasNameOfAll(exports: unknown): boolean {
  if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return false;
  return Object.getOwnPropertyDescriptor(exports, 'module.exports') !== undefined;
}

function isDependency(filename: string): boolean {
  return filename.includes(`${sep}node_modules${sep}`) && !filename.includes('?');
}

function isLarge(filename: string | null): boolean {
  if (filename === null || !isDependency(filename)) return false;
  return (statSync(filename, { throwIfNoEntry: false })?.size ?? 0) >= LARGE;
}

function contentOf(filename: string): Buffer | undefined {
  return readIfPossible(() => readFileSync(filename));
}
