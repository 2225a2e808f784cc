import { delimiter, parse } from 'node:path';
import { type LimitedRun, runLimited } from '../processes/limited-run';
import { checkedOut, installedProgram, trustedFolders } from '../processes/programs';

/** The Infisical CLI of this machine. */
export interface InfisicalCli {
  /**
   * Runs it with nothing to read, no terminal, and nothing of the checkout that would steer it.
   *
   * @throws if it cannot be started
   */
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<LimitedRun>;
}

/** What the developer's shell must not tell it: another host, a token of something else, a log with values. */
const NOT_FOR_THE_CLI: readonly string[] = [
  'INFISICAL_API_URL',
  'INFISICAL_DOMAIN',
  'LOG_DESTINATION',
  'LOG_FORMAT',
  'LOG_LEVEL',
  'TOKEN',
];

/** More than all the secrets of a folder. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The CLI that somebody has installed; one in the checkout does not count.
 *
 * @param seconds how long one answer may take
 * @param until that nobody waits for an answer any more
 * @throws if there is none
 */
export function installedCli(env: NodeJS.ProcessEnv, seconds: number, until?: AbortSignal): InfisicalCli {
  const projects = checkedOut([]);
  const program = installedProgram('infisical', env.PATH, projects);
  if (program === undefined) throw new Error(MISSING);
  const own = { ...cliEnvironment(env), PATH: trustedFolders(env.PATH, projects).join(delimiter) };
  const cwd = parse(process.cwd()).root;
  const limits = { seconds, bytes: MOST_BYTES };
  return {
    run: async (args, more = {}) => {
      const started = runLimited(program, args, { cwd, env: { ...own, ...more }, limits, until });
      // The words of the system quote the arguments.
      return started.catch(({ code }: NodeJS.ErrnoException) => {
        throw new Error(`the Infisical CLI cannot be started (${code}): is ${program} whole?`);
      });
    },
  };
}

const MISSING =
  'the Infisical CLI is not installed, or only within this project, where anybody may have put it: https://infisical.com/docs/cli/overview';

function cliEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !NOT_FOR_THE_CLI.includes(name.toUpperCase()));
  return { ...Object.fromEntries(others), INFISICAL_DISABLE_UPDATE_CHECK: 'true', NO_COLOR: '1' };
}

/** What every call of it is told: whom to ask, and to say nothing but errors. */
export function flagsFor(host: string): string[] {
  return [`--domain=${host}`, '--log-level=error', '--silent'];
}
