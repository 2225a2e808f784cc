import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The name of an image that holds busybox and nothing else. */
export const IMAGE = 'box:1';

/** A daemon of docker that nobody else uses. */
export interface DockerDaemon {
  readonly host: string;
  /** The docker command of this daemon; must succeed. */
  readonly docker: (...args: string[]) => string;
  readonly stop: () => Promise<void>;
}

/** Why this machine starts no daemon, if it does not. */
export function whyNoDaemon(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can';
  return installed('dockerd') === undefined ? 'there is no dockerd' : undefined;
}

/** Starts a daemon with an image; where it does not start, what it said is thrown. */
export async function startDaemon(): Promise<DockerDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'dockerd-'));
  const host = `unix://${join(folder, 'sock')}`;
  const log = openSync(join(folder, 'log'), 'w');
  const own = [
    '--data-root',
    join(folder, 'data'),
    '--exec-root',
    join(folder, 'exec'),
    '--pidfile',
    join(folder, 'pid'),
  ];
  const network = ['--iptables=false', '--ip6tables=false', '--bridge=none'];
  const args = [...own, '--host', host, ...network, '--storage-driver', 'vfs'];
  const daemon = spawn('dockerd', args, { stdio: ['ignore', log, log] });
  const docker = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync('docker', ['--host', host, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`docker ${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  const stop = async () => {
    await ended(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !isUp(host); tries++) {
    if (daemon.exitCode !== null || tries === 120) {
      await ended(daemon);
      throw new Error(`dockerd does not start:\n${readFileSync(join(folder, 'log'), 'utf8')}`);
    }
    await new Promise((done) => setTimeout(done, 500));
  }
  importImage(folder, docker);
  return { host, docker, stop };
}

function isUp(host: string): boolean {
  return spawnSync('docker', ['--host', host, 'version']).status === 0;
}

async function ended(daemon: ChildProcess) {
  if (daemon.exitCode !== null) return;
  const gone = new Promise((done) => daemon.once('exit', done));
  daemon.kill('SIGTERM');
  await gone;
}

function importImage(folder: string, docker: DockerDaemon['docker']) {
  const root = join(folder, 'image');
  for (const made of ['bin', 'tmp', 'srv', 'proc', 'etc']) mkdirSync(join(root, made), { recursive: true });
  copyFileSync(installed('busybox') ?? '', join(root, 'bin/busybox'));
  for (const name of ['sh', 'cat', 'sleep', 'true', '[']) symlinkSync('busybox', join(root, 'bin', name));
  spawnSync('tar', ['--create', '--directory', root, '--file', join(folder, 'image.tar'), '.']);
  docker('import', '--change', 'CMD ["sleep", "1000"]', join(folder, 'image.tar'), IMAGE);
}

function installed(program: string): string | undefined {
  return spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim() || undefined;
}
