import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepManifests } from '../synthesized-objects';
import type { Program } from './document-blocks';
import { PROJECT } from './main-program';

export interface RunPrograms {
  /** A folder for each program, in their order. */
  readonly folders: readonly string[];
  /** What all of them together ended with and printed. */
  readonly printed: { readonly status: number | null; readonly stdout: string; readonly stderr: string };
}

/** Runs programs that import the library, in one process, each in a folder of its own with its files. */
export function runPrograms(programs: readonly Program[], env: NodeJS.ProcessEnv = {}): RunPrograms {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const library = JSON.stringify(join(PROJECT, 'lib'));
  const folders = programs.map(({ files }) => {
    const folder = mkdtempSync(join(PROJECT, 'build', 'program-'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      const isCode = file.endsWith('.ts');
      writeFileSync(join(folder, file), isCode ? text.replaceAll("'cdk8s-infisical'", library) : text);
    }
    return folder;
  });
  const mains = programs.map(({ main }, index) => join(folders[index], main));
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, '--eval', RUN, '--', ...mains], {
    cwd: PROJECT,
    env: { ...process.env, ...env, CDK8S_OUTDIR: 'dist' },
    encoding: 'utf8',
  });
  for (const folder of folders) keepManifests(join(folder, 'dist'));
  return { folders, printed: { status, stdout, stderr } };
}

const RUN = `(async () => {
  for (const main of process.argv.slice(1)) {
    process.chdir(require('node:path').dirname(main));
    await import(require('node:url').pathToFileURL(main).href);
  }
})();`;
