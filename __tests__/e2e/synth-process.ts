import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { readableOutput } from '../../cli/files/readable-output';
import { configMap, type Project } from '../cli/synth/project';

export const COMMAND = join(__dirname, '../../build/cli/main.js');

export type Files = { [path: string]: string };

/** A state of the output folder: two of them differ in most of their files. */
export function state(word: string): Files {
  const files: Files = { 'same.k8s.yaml': configMap('same'), [`prod/${word}.k8s.yaml`]: configMap(word) };
  for (let i = 0; i < 40; i++) files[`prod/app-${i}.k8s.yaml`] = configMap(`app-${i}`, { word }).repeat(1 + (i % 7));
  return files;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a synth of a project; `within` runs it by another program, for example in other namespaces. */
export function start(
  project: Project,
  args: readonly string[],
  { within = [], ...options }: SpawnOptions & { readonly within?: readonly string[] } = {},
) {
  const [program = '', ...rest] = [...within, process.execPath, COMMAND, 'synth', ...args];
  const child = spawn(program, rest, { cwd: project.folder, ...options });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (text) => {
      said[stream] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => child.on('close', (status) => resolve({ status, ...said })));
  return { child, said, ended };
}

/** What every command that reads the output folder finds, wherever it stands. */
export function readable(project: Project): Files | undefined {
  return project.filesIn(relative(project.folder, readableOutput(project.path('dist'))));
}

/** The same numbers on every machine. */
export function* randomNumbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** A set of processes of its own, as a container has. */
export const OTHER_PROCESSES = ['unshare', '--pid', '--fork', '--mount-proc'];

/** @throws with a sentence if this machine cannot do what the tests need */
export function requireRoot(what: string, program: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`${what}: these tests run as root on Linux (${program}: ${error?.message ?? stderr.trim()})`);
}
