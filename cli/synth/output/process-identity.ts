import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { textAt } from '../../../lib/files/entry';
import { fields, jsonIn, text } from '../../../lib/json/json';
import { isOwnProc, linkAt, sendSignal, statFieldsOf } from '../app/processes-of-the-system';

/** Tells one process from all others, also from a later one that gets its number. Texts that nobody knows are empty. */
export interface ProcessIdentity {
  readonly host: string;
  /** Which start of the machine it belongs to. */
  readonly boot: string;
  /** In which set of processes its number counts: containers have their own. */
  readonly namespace: string;
  /** By which clock its start is told: containers may have their own. */
  readonly clock: string;
  readonly pid: number;
  /** When it started, in whatever form the system tells it. */
  readonly start: string;
}

/**
 * What can be told of a process from here. `elsewhere` is one of another machine, or of another set of processes: what has
 * its number here is another one, and nobody can ask. `gone if silent` is one that has ended, unless two machines have the
 * same name, or one start of a machine was copied.
 */
export type ProcessState = 'running' | 'gone' | 'gone if silent' | 'elsewhere';

export function thisProcess(): ProcessIdentity {
  return processIdentity(process.pid);
}

export function processIdentity(pid: number): ProcessIdentity {
  const [namespace, clock] = [namespaceOf('pid'), namespaceOf('time')];
  return { host: hostname(), boot: bootId(), namespace, clock, pid, start: startOf(pid) };
}

/** Who is named in a text; undefined if nobody is. */
export function parseIdentity(json: string): ProcessIdentity | undefined {
  const { host, boot, namespace, clock, pid, start } = fields(jsonIn(json));
  if (typeof host !== 'string' || !Number.isSafeInteger(pid) || Number(pid) <= 0) return undefined;
  const textOf = (value: unknown) => text(value) ?? '';
  const texts = { boot: textOf(boot), namespace: textOf(namespace), clock: textOf(clock), start: textOf(start) };
  return { host, pid: Number(pid), ...texts };
}

/** Where the number of a process means the same for all that run in one start of the machine, it need not tell its namespace. */
const HAS_NAMESPACES = process.platform === 'linux';

export function stateOf(identity: ProcessIdentity): ProcessState {
  const { host, boot, namespace } = identity;
  const isSameHost = host === hostname();
  if (boot !== bootId()) return isSameHost ? 'gone if silent' : 'elsewhere';
  // The name of a host may change while it runs; its start has a name that is never given again.
  if (boot === '' && (!isSameHost || HAS_NAMESPACES)) return 'elsewhere';
  if (namespace !== namespaceOf('pid') || (HAS_NAMESPACES && namespace === '')) return 'elsewhere';
  if (isThere(identity)) return 'running';
  return isSameHost ? 'gone' : 'gone if silent';
}

/** Whether a process that runs is proven to be this one: its number alone could be that of any other. */
export function isProven(identity: ProcessIdentity): boolean {
  const { host, boot, clock, pid, start } = identity;
  const isKnown = boot !== '' && start !== '' && clock === namespaceOf('time') && host === hostname();
  return isKnown && stateOf(identity) === 'running' && startOf(pid) === start;
}

/** What is not known speaks for it: a lock is taken only from a process that has ended. */
function isThere({ pid, start, clock }: ProcessIdentity): boolean {
  if (!sendSignal(pid, 0)) return false;
  const found = startOf(pid);
  if (found === ENDED) return false;
  return found === '' || start === '' || clock !== namespaceOf('time') || found === start;
}

let knownBoot: string | undefined;

function bootId(): string {
  knownBoot ??=
    process.platform === 'linux'
      ? textAt('/proc/sys/kernel/random/boot_id').trim()
      : process.platform === 'darwin'
        ? outputOf('sysctl', ['-n', 'kern.bootsessionuuid'])
        : '';
  return knownBoot;
}

function namespaceOf(kind: 'pid' | 'time'): string {
  return linkAt(`/proc/self/ns/${kind}`);
}

function startOf(pid: number): string {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return '';
  return outputOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

const ENDED = 'ended';

function linuxStart(pid: number): string {
  const isOurs = isOwnProc();
  if (!isOurs && pid !== process.pid) return '';
  const fields = statFieldsOf(isOurs ? pid : 'self');
  const [state, start = ''] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' ? ENDED : start;
}

/** What a program prints, in whatever language and time zone this one runs. */
function outputOf(program: string, args: readonly string[]): string {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return spawnSync(program, args, { encoding: 'utf8', env }).stdout?.trim() ?? '';
}
