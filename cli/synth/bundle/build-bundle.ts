import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import type * as Esbuild from 'esbuild';
import { unfaithful } from './faithful';
import { type Fingerprint, fileFingerprint } from './fingerprint';
import { asCommonJs } from './module-text';
import { compilerSettings } from './tsconfig';

/** Says that the program has to run as it is, and why. */
export class Unfaithful extends Error {}

/**
 * Bundles a program and everything that it imports into one file, of which each module does what it does on its own.
 * Notes every file that it reads, as it was then.
 *
 * @throws Unfaithful if that cannot be promised
 */
export async function buildBundle(entry: string, project: string, files: Map<string, Fingerprint>): Promise<string> {
  const { api, version } = loadEsbuild(project);
  const settings = compilerSettings(project);
  for (const file of [version, ...settings.files])
    files.set(
      file,
      fileFingerprint(file, () => readFileSync(file)),
    );
  if (settings.needsTypes) throw new Unfaithful('tsconfig.json asks for decorators with types');
  const program = { entry, project, tsconfigRaw: settings.tsconfigRaw, files };
  const build = (keepNames: boolean) =>
    api
      .build({
        ...OPTIONS,
        keepNames,
        entryPoints: [entry],
        absWorkingDir: project,
        plugins: [asNodeDoes(api, program)],
      })
      .catch((error: Error & { errors?: { detail?: unknown }[] }) => {
        const own = error.errors?.map(({ detail }) => detail).find((detail) => detail instanceof Unfaithful);
        throw own ?? new Unfaithful(error.message);
      });
  let built = await build(false);
  // Only modules of that kind share a scope, in which names may have to change.
  if (Object.values(built.metafile.inputs).some(({ format }) => format === 'esm')) built = await build(true);
  const [warning] = built.warnings;
  if (warning !== undefined) throw new Unfaithful(warning.text);
  assertExternals(built.metafile, entry);
  const text = built.outputFiles[0]?.text ?? '';
  // What cannot be written in ASCII stands in raw texts.
  if (Buffer.byteLength(text) !== text.length) throw new Unfaithful('a raw text holds other characters than ASCII');
  return text;
}

const OPTIONS = {
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'cjs',
  target: `node${process.versions.node}`,
  supported: { 'dynamic-import': false },
  // Imports stay, also where they look as if they had no effect.
  ignoreAnnotations: true,
  // Comments would be most of it.
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies Esbuild.BuildOptions;

/** The one of the project, or the one that its tsx brings. */
function loadEsbuild(project: string): { api: typeof Esbuild; version: string } {
  const own = createRequire(join(project, 'package.json'));
  for (const from of [() => own, () => createRequire(realpathSync(own.resolve('tsx')))]) {
    try {
      const load = from();
      return { api: load('esbuild'), version: realpathSync(load.resolve('esbuild/package.json')) };
    } catch {
      // Not from there.
    }
  }
  throw new Unfaithful('the project has no esbuild');
}

interface Program {
  readonly entry: string;
  readonly project: string;
  readonly tsconfigRaw: string;
  /** What has been read. */
  readonly files: Map<string, Fingerprint>;
}

const LOADERS: { [extension: string]: Esbuild.Loader } = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.json': 'json',
};

/** Resolves imports as Node does for the format of the importing file, and notes what is read. */
function asNodeDoes(api: typeof Esbuild, program: Program): Esbuild.Plugin {
  return {
    name: 'as-node-does',
    setup: (build) => {
      build.onResolve({ filter: /.*/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === RESOLVED || isBuiltin(path) || !isOfProject(importer)) return undefined;
        const wanted = kindFor(kind, importer, program.project);
        const resolved = await build.resolve(path, { kind: wanted, importer, resolveDir, pluginData: RESOLVED });
        if (resolved.errors.length > 0) return undefined;
        const isOther = resolved.external || resolved.namespace !== 'file' || !isOfProject(resolved.path);
        if (isOther || !isEsModule(resolved.path, program.project)) return resolved;
        return { ...resolved, namespace: ES_MODULE };
      });
      build.onLoad({ filter: /.*/ }, async ({ path, namespace }) => {
        try {
          return { ...(await load(api, path, program, namespace === ES_MODULE)), resolveDir: dirname(path) };
        } catch (detail) {
          return { errors: [{ text: String(detail), detail }] };
        }
      });
    },
  };
}

const RESOLVED = Symbol('resolved');
/** Keeps esbuild from telling by package.json that a module is one, when it has been compiled to CommonJS. */
const ES_MODULE = 'es-module';

/** What is compiled to CommonJS here still finds what its imports meant, and what was CommonJS all along does not. */
function kindFor(kind: Esbuild.ImportKind, importer: string, project: string): Esbuild.ImportKind {
  if (kind !== 'require-call' && kind !== 'import-statement') return kind;
  return isEsModule(importer, project) ? 'import-statement' : 'require-call';
}

async function load(api: typeof Esbuild, path: string, program: Program, isEs: boolean): Promise<Esbuild.OnLoadResult> {
  const loader = LOADERS[extname(path)];
  if (loader === undefined) throw new Unfaithful(`${path} is no module that can be bundled`);
  let contents = '';
  const fingerprint = fileFingerprint(path, () => {
    const content = readFileSync(path);
    contents = content.toString('utf8');
    return content;
  });
  program.files.set(path, fingerprint);
  if (loader === 'json') return { contents, loader };
  const obstacle = unfaithful(contents, isOfProject(path));
  if (obstacle !== undefined) throw new Unfaithful(`${path} uses ${obstacle}`);
  const { tsconfigRaw, entry } = program;
  return asCommonJs(api, {
    path,
    contents,
    loader,
    isOfProject: isOfProject(path),
    isEsModule: isEs,
    isEntry: path === entry,
    tsconfigRaw,
  });
}

function isOfProject(path: string): boolean {
  return !path.includes(`${sep}node_modules${sep}`);
}

function isBuiltin(path: string): boolean {
  return builtinModules.includes(path.replace(/^node:/, ''));
}

/** By the nearest package.json, as Node decides it. */
function isEsModule(path: string, project: string): boolean {
  if (/\.m[jt]s$/.test(path)) return true;
  if (/\.c[jt]s$/.test(path)) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type === 'module';
    if (folder === project || folder === dirname(folder)) return false;
  }
}

/** What is left to be loaded at run time comes with Node, or is not there. */
function assertExternals({ outputs }: Esbuild.Metafile, entry: string): void {
  const { resolve } = createRequire(entry);
  for (const { imports } of Object.values(outputs)) {
    for (const { path } of imports) {
      if (isBuiltin(path)) continue;
      let isThere = true;
      try {
        resolve(path);
      } catch {
        isThere = false;
      }
      if (isThere) throw new Unfaithful(`${path} is not in the bundle`);
    }
  }
}
