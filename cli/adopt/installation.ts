import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { isInside } from '../files/outside';
import { packageAt, packageFolder } from '../files/packages';
import { type RunLimits, runLimited } from '../processes/limited-run';
import { checkedOut, installedProgram } from '../processes/programs';
import { type PackageSpec, packageSpecs } from './project-packages';

/** What became of `--install`. */
export type Installation =
  | { readonly state: 'done' }
  /** The project has all of it already. */
  | { readonly state: 'there' }
  | { readonly state: 'failed'; readonly reason: string };

const LIMITS: RunLimits = { seconds: 600, bytes: 8 * 1024 * 1024 };
/** Quick, and no script of a package is run. */
const OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--prefix', '.'];
/** The tools that a program cannot do without; those for tests are for the project to name. */
const RUNNING = ['tsx', 'typescript'];
const LOCKS = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/**
 * Has npm install what the program of the folder needs: what its package.json names, and all else in the versions that
 * this release was tested with.
 *
 * @param library where npm gets the library; absent for the registry
 * @param isMoved whether package.json took it from elsewhere before
 */
export async function installPackages(folder: string, library?: string, isMoved = false): Promise<Installation> {
  const missing = packageSpecs(library).filter(
    ({ name, isTool }) => (!isTool || RUNNING.includes(name)) && packageFolder(folder, name) === undefined,
  );
  if (missing.length === 0 && !isMoved) return { state: 'there' };
  if (!existsSync(join(folder, 'package.json'))) {
    return { state: 'failed', reason: 'the packages of the project are in a folder above: install them there' };
  }
  const lock = LOCKS.find((name) => existsSync(join(folder, name)));
  if (lock !== undefined) return { state: 'failed', reason: `${lock} is of another program than npm: use that` };
  const npm = npmProgram(folder);
  if (npm === undefined) return { state: 'failed', reason: 'there is no npm on PATH' };
  const { dependencies, devDependencies } = packageAt(join(folder, 'package.json'));
  const named = { ...dependencies, ...devDependencies };
  const added = missing.filter(({ name }) => !Object.hasOwn(named, name));
  for (const args of [specsOf(added, false), [...specsOf(added, true), '--save-dev']]) {
    const reason = await runNpm(npm, folder, args);
    if (reason !== undefined) return { state: 'failed', reason };
    if (added.every(({ isTool }) => !isTool)) break;
  }
  return { state: 'done' };
}

function specsOf(added: readonly PackageSpec[], isTool: boolean): string[] {
  return added.filter((one) => one.isTool === isTool).map(({ name, spec }) => `${name}@${spec}`);
}

/** @returns why it failed */
async function runNpm(npm: readonly string[], folder: string, args: readonly string[]): Promise<string | undefined> {
  const [program, ...first] = npm;
  const all = [...first, 'install', '--save-exact', ...OPTIONS, ...args];
  const { status, stderr, stopped } = await runLimited(program, all, {
    cwd: folder,
    env: environment(),
    limits: LIMITS,
  });
  if (stopped !== undefined) return `npm ${stopped === 'time' ? 'took too long' : 'printed too much'}, and was ended`;
  if (status === 0) return undefined;
  const said = stderr
    .split('\n')
    .flatMap((line) => /^npm error (?:\d+ +)?(?!A complete log|\d+ *$)(\S.*)/.exec(line)?.[1] ?? []);
  const text = said.length === 0 ? `npm ended with ${status}` : said.slice(0, MOST_LINES).join('\n');
  return `${withoutCredentialsIn(text)}${/\bE404\b.*cdk8s-infisical/s.test(text) ? OTHER_SOURCE : ''}`;
}

const OTHER_SOURCE = '\n--library names another place from which npm gets cdk8s-infisical, such as a tarball';
const MOST_LINES = 5;

/** npm needs what is set for it, such as a registry or a proxy; the credentials of Infisical are nothing to it. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INFISICAL_')));
}

/** The npm that started this command, as npx does, else that of PATH; none that lies in what was checked out. */
function npmProgram(folder: string): string[] | undefined {
  const projects = checkedOut([folder]);
  const started = process.env.npm_execpath ?? '';
  const isTrusted = basename(started) === 'npm-cli.js' && existsSync(started);
  if (isTrusted && !projects.some((project) => isInside(started, project))) return [process.execPath, started];
  const found = installedProgram('npm', process.env.PATH, projects);
  return found === undefined ? undefined : [found];
}
