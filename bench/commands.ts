import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Contestant } from './contestants';
import { measure } from './measure';

const PROJECT = resolve(__dirname, '..');
const ENTRY = 'bench/workload.ts';
const APP = ['--app', `node --import tsx ${ENTRY}`];

/**
 * From TypeScript to YAML, as people run it: our command the second time, when it has the bundle that it keeps, that
 * bundle alone, and cdk8s.
 */
export async function commands(folder: string): Promise<Contestant[]> {
  const work = join(folder, 'commands');
  mkdirSync(work, { recursive: true });
  const main = join(PROJECT, 'build/cli/main.js');
  const node = process.execPath;
  const synth = command('cdk8s-infisical synth', work, (outdir) => [node, main, 'synth', ...APP, '--output', outdir]);
  await measure(synth.command);
  const [bundle, entry] = [keptBundle(), join(PROJECT, ENTRY)];
  const launch = join(PROJECT, 'build/cli/launch.js');
  const workload = ['ours', 'one chart', '1'];
  return [
    synth,
    { ...command('kept bundle', work, (outdir) => [node, launch, bundle, entry, ...workload, outdir]), isTree: false },
    command('npx cdk8s synth', work, (outdir) => [
      'npx',
      'cdk8s',
      'synth',
      '--no-check-upgrade',
      ...APP,
      '--output',
      outdir,
    ]),
  ];
}

function command(name: string, work: string, line: (outdir: string) => string[]): Contestant {
  const outdir = join(work, name.replaceAll(' ', '-'));
  const [program = '', ...args] = line(outdir);
  return {
    name,
    command: { program, args, cwd: PROJECT, stdout: `${outdir}.out` },
    isTree: true,
    reset: () => rmSync(outdir, { recursive: true, force: true }),
    output: () => readFileSync(join(outdir, 'apps.k8s.yaml'), 'utf8'),
  };
}

/** Where the command keeps what it has made of the workload. */
function keptBundle(): string {
  const cache = join(PROJECT, 'node_modules/.cache/cdk8s-infisical');
  for (const folder of readdirSync(cache)) {
    const { key, bundle } = JSON.parse(readFileSync(join(cache, folder, 'index.json'), 'utf8'));
    if (key.endsWith(`/${ENTRY}`) && bundle !== undefined) return join(cache, folder, bundle);
  }
  throw new Error('cdk8s-infisical synth has kept no bundle of the workload');
}
