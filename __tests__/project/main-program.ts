import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const PROJECT = resolve(__dirname, '../..');

/** Runs main.ts into a temporary folder, as `cdk8s synth` does, and gives what it wrote. */
export function runMain(options: { main?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {}): Files {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-dist-'));
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  try {
    execFileSync(process.execPath, ['--import', tsx, options.main ?? join(PROJECT, 'main.ts')], {
      cwd: options.cwd ?? PROJECT,
      env: { ...process.env, ...options.env, CDK8S_OUTDIR: outdir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return filesIn(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The texts of all files in a folder, by path. */
export type Files = { [path: string]: string };

export function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
