import { delimiter, dirname, join, parse } from 'node:path';
import { entryAt, textAt } from '../../../lib/files/entry';
import { runLimited } from '../../processes/limited-run';
import { checkedOut, installedProgram, trustedFolders } from '../../processes/programs';
import { recordsFor } from '../../record/find-record';
import { type FoundProgram, type Laptop, type LaptopNeeds, versionIn } from '../checks/laptop';
import { loginOfCli } from './login-of-cli';

/** Whether the folder has the files of a laptop that a program of ours makes. */
export function hasLaptop(): boolean {
  return textAt(COMPOSE_FILE).startsWith('# Made by cdk8s-infisical');
}

/** What `make up` starts, and nothing of the programs but their version and the login. */
export async function askLaptop(isOffline: boolean): Promise<Laptop> {
  const [infisical, plugin, alone, login] = await Promise.all([
    foundProgram('infisical', ['--version']),
    foundProgram('docker', ['compose', 'version', '--short']),
    foundProgram('docker-compose', ['version', '--short']),
    isOffline ? undefined : loginOfCli(process.env),
  ]);
  const compose = typeof plugin === 'object' && 'version' in plugin ? plugin : betterOf(alone, plugin);
  return { needs: laptopNeeds(), infisical, isProgramFound: isProgramFound(process.cwd()), compose, login };
}

/** Where the file has mistakes, as `check` tells them, no program is asked for more than usual. */
function laptopNeeds(): LaptopNeeds {
  try {
    const [{ host, keys, services }] = recordsFor('.', [COMPOSE_FILE]);
    const read = [...keys.values()];
    return {
      host,
      // Names that compose has for itself are those of the other runner.
      isByCli: read.length > 0 && read.every(({ name, key }) => name === key),
      isTogether: read.some(({ from }) => from.length > 1),
      hasFiles: services.some(({ files }) => files.length > 0),
    };
  } catch {
    return { isByCli: false, isTogether: false, hasFiles: false };
  }
}

/** As the Makefile looks for it; it is not started. */
function isProgramFound(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (entryAt(join(at, 'node_modules/.bin', NAME)) !== undefined) return true;
    if (at === dirname(at)) break;
  }
  return installedProgram(NAME, process.env.PATH, []) !== undefined;
}

const NAME = 'cdk8s-infisical';
const COMPOSE_FILE = 'compose.yaml';

/** Of two of which one will do, what there is to say where neither does. */
function betterOf(alone: FoundProgram, plugin: FoundProgram): FoundProgram {
  return alone === 'absent' ? plugin : alone;
}

const LIMITS = { seconds: 5, bytes: 64 * 1024 };

async function foundProgram(name: string, args: readonly string[]): Promise<FoundProgram> {
  const projects = checkedOut([]);
  const program = installedProgram(name, process.env.PATH, projects);
  if (program === undefined) return 'absent';
  const PATH = trustedFolders(process.env.PATH, projects).join(delimiter);
  // Nobody's credentials are needed for that; and the CLI would ask for a newer version of itself.
  const others = Object.entries(process.env).filter(([variable]) => !/^INFISICAL_/i.test(variable));
  const env = { ...Object.fromEntries(others), PATH, INFISICAL_DISABLE_UPDATE_CHECK: 'true' };
  // Nothing of the checkout steers it.
  const options = { cwd: parse(process.cwd()).root, env, limits: LIMITS };
  const run = await runLimited(program, args, options).catch(() => undefined);
  if (run?.stopped === 'time') return { why: `${name} did not tell its version within ${LIMITS.seconds} s` };
  const version = run?.status === 0 ? versionIn(run.stdout.toString('utf8')) : undefined;
  return version === undefined ? { why: `"${name} ${args.join(' ')}" tells no version` } : { version };
}
