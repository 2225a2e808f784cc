import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment, Memory, type Run } from './measure';
import { cpuOfMs } from './proc';
import { type ManyApplications, mainOf } from './project';

const LOOK_MS = 4;
const QUIET_MS = 500;
const BEGUN = /watching the files of this project/;
const WRITTEN = /, 3 changed, 0 removed in 3 files\n/;

/**
 * From the moment in which one application is saved until `synth --watch` says that it has written what has changed. The CPU
 * time is until nothing is done any more: it gets ready for the next run.
 */
export async function runWatched(project: ManyApplications): Promise<Run> {
  const args = [mainOf(project.folder), 'synth', '--watch'];
  const child = spawn(process.execPath, args, {
    cwd: project.folder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const memory = new Memory(child.pid ?? 0);
  const look = setInterval(() => memory.look(), LOOK_MS);
  const says = async (pattern: RegExp) => {
    while (!pattern.test(said)) {
      if (child.exitCode !== null) throw new Error(`synth --watch has ended: ${said}`);
      await passed(1);
    }
  };
  await says(BEGUN);
  const before = await quiet(memory);
  said = '';
  const start = performance.now();
  project.changeOne();
  await says(WRITTEN);
  const wallMs = performance.now() - start;
  const cpuMs = (await quiet(memory)) - before;
  clearInterval(look);
  child.kill('SIGINT');
  await once(child, 'exit');
  return { wallMs, cpuMs, peakMib: memory.peakMib, cut: false };
}

/** Waits until it does nothing, and gives the CPU time until then. */
async function quiet({ tree }: Memory): Promise<number> {
  for (let before = -1; ; ) {
    const now = cpuOfMs(tree.pids());
    if (now === before) return now;
    before = now;
    await passed(QUIET_MS);
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
