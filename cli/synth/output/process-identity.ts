import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Tells one process from all others, also from a later one that gets its number. Texts that nobody knows are empty. */
export interface ProcessIdentity {
  readonly host: string;
  /** Which start of the machine it belongs to. */
  readonly boot: string;
  /** In which set of processes its number counts: containers have their own. */
  readonly namespace: string;
  readonly pid: number;
  /** When it started, in whatever form the system tells it. */
  readonly start: string;
}

export function thisProcess(): ProcessIdentity {
  return processIdentity(process.pid);
}

export function processIdentity(pid: number): ProcessIdentity {
  return { host: hostname(), boot: bootId(), namespace: pidNamespace(), pid, start: startOf(pid) };
}

/** Who is named in a text; undefined if nobody is. */
export function parsedIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { host, boot, namespace, pid, start } = JSON.parse(text);
    if (typeof host !== 'string' || !Number.isInteger(pid) || pid <= 0) return undefined;
    return { host, boot: textOf(boot), namespace: textOf(namespace), pid, start: textOf(start) };
  } catch {
    return undefined;
  }
}

/**
 * Whether it still runs. A process of another host, or in another set of processes, cannot be asked for: what has its
 * number here is another one.
 */
export function stateOf({ host, boot, namespace, pid, start }: ProcessIdentity): 'running' | 'gone' | 'unknown' {
  if (host !== hostname()) return 'unknown';
  if (boot !== bootId()) return 'gone';
  if (namespace !== pidNamespace()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'gone';
  }
  return startOf(pid) === start ? 'running' : 'gone';
}

/** Whether a process that runs is proven to be this one: its number alone could be that of any other. */
export function isProven(identity: ProcessIdentity): boolean {
  return stateOf(identity) === 'running' && identity.boot !== '' && identity.start !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

let knownBoot: string | undefined;

function bootId(): string {
  knownBoot ??=
    process.platform === 'linux'
      ? read('/proc/sys/kernel/random/boot_id').trim()
      : process.platform === 'darwin'
        ? output('sysctl', ['-n', 'kern.bootsessionuuid'])
        : '';
  return knownBoot;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function startOf(pid: number): string {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return '';
  return output('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

function linuxStart(pid: number): string {
  // The name of the program, in parentheses, may have blanks.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  const [state, start = ''] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' ? 'ended' : start;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function output(program: string, args: readonly string[]): string {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
}
