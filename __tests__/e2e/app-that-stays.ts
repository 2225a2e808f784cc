import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses } from '../../cli/synth/app/listed-processes';
import { configMap, Project } from '../cli/synth/project';

export const COMMAND = join(__dirname, '../../build/cli/main.js');

/** What stands in the output folder before, and has to stand there afterwards. */
export const OLD = { 'one.k8s.yaml': configMap('one') };

/** It writes without end, if it has an argument only to its output; `ignores.js` does so whatever signal comes. */
const STAYS = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
process.stdout.on('error', () => undefined);
setInterval(() => {
  if (process.argv.length > 2) return console.log('still here');
  mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
  writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', String(Math.random()));
}, 5);
appendFileSync('pids', process.pid + '\\n');
`;
const IGNORES = `
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => console.error('ignored', signal));
${STAYS}`;
const ENDS = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', 'kind: A');
`;

/** A project with an output folder, the app of which notes its processes. */
export function stayingProject(app: string): Project {
  const files = {
    'stays.js': STAYS,
    'ignores.js': IGNORES,
    'ends.js': ENDS,
    'cdk8s.yaml': `app: ${JSON.stringify(app)}\n`,
  };
  const project = new Project(files);
  for (const [path, text] of Object.entries(OLD)) project.write(`dist/${path}`, text);
  return project;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ status: number | null; signal: NodeJS.Signals | null; stderr: string }>;
  readonly told: () => string;
}

export function startSynth(project: Project, args: readonly string[] = [], options: SpawnOptions = {}): Started {
  const child = spawn(process.execPath, [COMMAND, 'synth', ...args], { cwd: project.folder, ...options });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<{ status: number | null; signal: NodeJS.Signals | null; stderr: string }>((resolve) =>
    child.on('close', (status, signal) => resolve({ status, signal, stderr })),
  );
  return { child, ended, told: () => stderr };
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

/** How many of the apps have started. */
export function pidsIn(project: Project): number[] {
  return existsSync(project.path('pids')) ? project.read('pids').split('\n').filter(Boolean).map(Number) : [];
}

/** Those that still run. */
export function leftOf(project: Project): number[] {
  const running = new Set(listProcesses().map(({ pid }) => pid));
  return pidsIn(project).filter((pid) => running.has(pid));
}
