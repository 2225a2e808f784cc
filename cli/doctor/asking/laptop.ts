import { delimiter, parse } from 'node:path';
import { textAt } from '../../../lib/files/entry';
import { runLimited } from '../../processes/limited-run';
import { checkedOut, installedProgram, trustedFolders } from '../../processes/programs';
import { type FoundProgram, type Laptop, versionIn } from '../checks/laptop';

/** Whether the folder has the files of a laptop that a program of ours makes. */
export function hasLaptop(): boolean {
  return textAt('compose.yaml').startsWith('# Made by cdk8s-infisical');
}

/** The programs that `make up` starts, and nothing of them but their version. */
export async function askLaptop(): Promise<Laptop> {
  const [infisical, plugin, alone] = await Promise.all([
    foundProgram('infisical', ['--version']),
    foundProgram('docker', ['compose', 'version', '--short']),
    foundProgram('docker-compose', ['version', '--short']),
  ]);
  return { infisical, compose: typeof plugin === 'object' && 'version' in plugin ? plugin : betterOf(alone, plugin) };
}

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
  // It would ask for a newer version of itself.
  const env = { ...process.env, PATH, INFISICAL_DISABLE_UPDATE_CHECK: 'true' };
  // Nothing of the checkout steers it.
  const options = { cwd: parse(process.cwd()).root, env, limits: LIMITS };
  const run = await runLimited(program, args, options).catch(() => undefined);
  if (run?.stopped === 'time') return { why: `${name} did not tell its version within ${LIMITS.seconds} s` };
  const version = run?.status === 0 ? versionIn(run.stdout.toString('utf8')) : undefined;
  return version === undefined ? { why: `"${name} ${args.join(' ')}" tells no version` } : { version };
}
