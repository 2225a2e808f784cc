import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import { transformSync } from 'esbuild';
import type { ProgramFiles } from '../../../cli/adopt/program/files';
import { manifestsIn, type ReadManifest } from '../../../cli/manifests/read-manifests';
import * as library from '../../../lib';

const MODULES: Record<string, object> = {
  cdk8s,
  constructs,
  'cdk8s-plus-28': plus,
  'cdk8s-infisical': library,
};

/**
 * What a program synthesizes, without a process of its own. Throws what it throws.
 *
 * @param modules what it gets where it imports these, in place of what they are
 */
export function synthesized(files: ProgramFiles, modules: Record<string, object> = {}): ReadManifest[] {
  return inDist(files, modules, manifestsAt);
}

/** What it synthesizes into each folder. */
export function synthesizedFolders(files: ProgramFiles): Map<string, ReadManifest[]> {
  return inDist(files, {}, (dist) => new Map(readdirSync(dist).map((name) => [name, manifestsAt(join(dist, name))])));
}

function manifestsAt(dist: string): ReadManifest[] {
  const yaml = readdirSync(dist).filter((file) => file.endsWith('.yaml'));
  return yaml.flatMap((file) => manifestsIn(readFileSync(join(dist, file), 'utf8'), file, dist).manifests);
}

function inDist<T>(files: ProgramFiles, modules: Record<string, object>, read: (dist: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'adopted-'));
  const outdir = process.env.CDK8S_OUTDIR;
  try {
    process.env.CDK8S_OUTDIR = join(folder, 'dist');
    run(files, 'main.ts', { loaded: new Map(), modules: { ...MODULES, ...modules } });
    return read(join(folder, 'dist'));
  } finally {
    if (outdir === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = outdir;
    rmSync(folder, { recursive: true });
  }
}

interface Context {
  readonly loaded: Map<string, { exports: object }>;
  readonly modules: Record<string, object>;
}

/** Runs a file of a program, and before it those that it imports. */
function run(files: ProgramFiles, file: string, context: Context): object {
  const { loaded, modules } = context;
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const text = files.get(file);
  if (text === undefined) throw new Error(`the program has no ${file}`);
  const module = { exports: {} };
  loaded.set(file, module);
  const load = (name: string) => modules[name] ?? run(files, posix.join(posix.dirname(file), `${name}.ts`), context);
  new Function('require', 'module', transformSync(text, { loader: 'ts', format: 'cjs' }).code)(load, module);
  return module.exports;
}
