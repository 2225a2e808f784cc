import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { grouped } from '../../../lib/collections/grouped';
import { textAt } from '../../../lib/files/entry';
import { isOwnProc, statFieldsOf } from './processes-of-the-system';

export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

type Processes = readonly ListedProcess[];

/** All processes that can be seen from here; none where the system has no way to list them. */
export function listProcesses(): Processes {
  if (process.platform === 'linux') return listFromProc();
  return process.platform === 'win32' ? [] : listFromPs();
}

/** A process with all that it has started, and what that has started. */
export function familyOf(pid: number, listed: Processes): Processes {
  const children = grouped(listed, ({ parent }) => parent);
  const family = new Set(listed.filter((one) => one.pid === pid));
  // The loop goes on with what is added to the set.
  for (const member of family) for (const child of children.get(member.pid) ?? []) family.add(child);
  return [...family];
}

/** A process with all that have started it. */
export function ancestryOf(pid: number, listed: Processes): Processes {
  const byPid = new Map(listed.map((one) => [one.pid, one]));
  const ancestry = new Set<ListedProcess>();
  // In a set of processes of its own, the first one has been started by none of them.
  for (let one = byPid.get(pid); one !== undefined && !ancestry.has(one); one = byPid.get(one.parent))
    ancestry.add(one);
  return [...ancestry];
}

/** The processes that were started with a variable of this value, wherever they have put themselves. Only Linux tells. */
export function startedWith(variable: string, value: string, listed: Processes): Processes {
  if (process.platform !== 'linux') return [];
  const wanted = `\0${variable}=${value}\0`;
  return listed.filter(({ pid }) => `\0${textAt(`/proc/${pid}/environ`)}\0`.includes(wanted));
}

function listFromProc(): Processes {
  if (!isOwnProc()) return [];
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((pid) => {
    const [state = '', parent, group] = statFieldsOf(pid);
    return runningProcess(pid, parent, group, state);
  });
}

/** By the columns that ps has everywhere, each without a heading, which would go on to the end of its option. */
export function listFromPs(): Processes {
  const { stdout } = spawnSync(
    'ps',
    ['-A', ...['pid', 'ppid', 'pgid', 'stat'].flatMap((column) => ['-o', `${column}=`])],
    { encoding: 'utf8' },
  );
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [pid, parent, group, state = ''] = line.trim().split(/\s+/);
    return runningProcess(pid, parent, group, state);
  });
}

/** What has ended and waits for whoever has started it runs no more. */
function runningProcess(pid = '', parent = '', group = '', state = ''): Processes {
  if (group === '' || /^[ZX]/.test(state)) return [];
  return [{ pid: Number(pid), parent: Number(parent), group: Number(group) }];
}
