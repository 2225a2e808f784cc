import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './process';
import { findEsbuild, packageFolder } from './project';

/** What came out of a program, or why nothing did. */
export type Synthesis =
  | { readonly documents: readonly string[] }
  /** The program cannot be run here. */
  | { readonly missing: string }
  /** The program failed. */
  | { readonly failure: string };

/** Runs the program in its folder as the project would, but writes its manifests to a place of their own. */
export async function synthesize(folder: string): Promise<Synthesis> {
  const library = packageFolder(folder, 'cdk8s-infisical');
  if (library === undefined) return { missing: 'cdk8s-infisical is not installed for it' };
  const esbuild = findEsbuild(folder);
  if (esbuild === undefined) return { missing: 'neither tsx nor esbuild is installed for it' };
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-adopt-'));
  try {
    const { outputFiles } = esbuild.buildSync({
      absWorkingDir: folder,
      entryPoints: ['main.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      write: false,
      logLevel: 'silent',
    });
    const code = outputFiles[0].text;
    const { status, stderr } = await runNode(['-'], { cwd: folder, env: { CDK8S_OUTDIR: outdir }, stdin: code });
    if (status !== 0) return { failure: messageOf(stderr) };
    return { documents: documentsAt(outdir) };
  } catch (error) {
    return { failure: messageOf(error instanceof Error ? error.message : String(error)) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The YAML of each object. A line of three hyphens can only stand between two of them. */
function documentsAt(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^---\n/m));
}

/** What a program says when it fails, without where in the code that was. */
function messageOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^ +at |^Node\.js v|^\[stdin\]|^node:/.test(line));
  const start = lines.findIndex((line) => /^\w*Error\b/.test(line));
  return lines.slice(Math.max(start, 0)).join('\n').trim();
}
