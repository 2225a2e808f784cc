import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWithoutNode } from '../../files/without-node';
import type { ProgramFiles } from '../program/files';
import { type Ended, runNode } from './bare-node';
import { scriptOf } from './one-script';
import { type PackagesToRun, packagesToRun } from './packages-to-run';
import { outermostModules, packagesMissed, protectionFor, readableFolders } from './protection';

/** What came out of a program, or why nothing did. */
export type Synthesis =
  | (Ran & { readonly packages: PackagesToRun })
  /** The program cannot be run here. */
  | { readonly missing: string }
  | { readonly failure: string };

/** Runs the program in its folder as the project would, but writes its manifests to a place of their own. */
export async function synthesize(folder: string, files: ProgramFiles): Promise<Synthesis> {
  if (isWithoutNode()) return { missing: 'that takes Node, and npx cdk8s-infisical adopt' };
  const packages = packagesToRun(folder);
  if (typeof packages === 'string') return { missing: packages };
  const sandbox = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-infisical-adopt-')));
  try {
    const readable = readableFolders(folder, packages.folders);
    const ran = await run(scriptOf(files, 'main.ts', packages.foundFrom), { folder, sandbox, readable });
    return 'failure' in ran ? ran : { ...ran, packages };
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}

interface Sandbox {
  /** Where the program stands. */
  readonly folder: string;
  /** The one folder that it may write to. */
  readonly sandbox: string;
  readonly readable: readonly string[];
}

/** What a program wrote: the YAML of each object. */
export interface Ran {
  readonly documents: readonly string[];
  /** By the names of folders what stands in these. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly protection: string;
}

/** Packages that the program was kept from are let in, as others may have laid them elsewhere; nothing else is. */
async function run(code: string, { folder, sandbox, readable }: Sandbox): Promise<Ran | { readonly failure: string }> {
  const outdir = join(sandbox, 'dist');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir);
  const { flags, words } = protectionFor(readable, sandbox);
  const ended = await runNode([...flags, '-'], { cwd: folder, env: { CDK8S_OUTDIR: outdir }, stdin: code });
  if (ended.status === 0 && ended.stopped === undefined) {
    return { documents: documentsAt(outdir), folders: foldersAt(outdir), protection: words };
  }
  const missed = packagesMissed(ended.stderr);
  if (missed !== undefined && !readable.includes(missed) && readable.length < MOST_FOLDERS) {
    return run(code, { folder, sandbox, readable: [...readable, missed].map(outermostModules) });
  }
  return { failure: failureOf(ended) };
}

const MOST_FOLDERS = 32;

/** The YAML of each object. A line of three hyphens can only stand between two of them. */
function documentsAt(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile());
  const manifests = files.map(({ name }) => name).filter((name) => name.endsWith('.yaml'));
  return manifests.sort().flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^---\n/m));
}

function foldersAt(folder: string): Map<string, string[]> {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  return new Map(folders.map(({ name }) => [name, documentsAt(join(folder, name))]));
}

/** What a program says when it fails, without where in the code that was. */
function failureOf({ stderr, stopped }: Ended): string {
  if (stopped !== undefined) return `${stopped}, and was ended`;
  const lines = stderr.split('\n').filter((line) => !/^ +at |^Node\.js v|^\[stdin\]|^\[eval\]|^node:/.test(line));
  const start = lines.findIndex((line) => /^\w*Error\b/.test(line));
  return lines.slice(Math.max(start, 0)).join('\n').trim();
}
