import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { type LimitedRun, type RunLimits, runLimited } from '../processes/limited-run';
import { checkedOut, installedProgram, trustedFolders } from '../processes/programs';

const MAX_OUTPUT = 1024 ** 3;

/**
 * A folder of the checkout can look like a repository, whose settings and branches would come from a pull request; and a
 * repository that was unpacked can name a program that git starts to read its index.
 */
const NOTHING_OF_THE_CHECKOUT = ['-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];

interface TrustedGit {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The git that is installed, never one that was checked out, and what it gets to see; so is what it starts. */
function trustedGit(args: readonly string[], cwd: string): TrustedGit {
  const projects = checkedOut([cwd]);
  const program = installedProgram('git', process.env.PATH, projects);
  if (program === undefined)
    throw new Error('git is needed, and there is none in the absolute folders of PATH outside of the checkout');
  const PATH = trustedFolders(process.env.PATH, projects).join(delimiter);
  const env = { ...process.env, ...NO_FETCHING, PATH };
  return { program, args: [...NOTHING_OF_THE_CHECKOUT, ...args], env };
}

/**
 * A repository can say that what it lacks is fetched, by a program that it names: what is not in the clone is not there.
 * git before 2.45 knows the second only.
 */
const NO_FETCHING = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };

/** What to do where an object of the past is not there. */
export const WHOLE_CLONE =
  'this clone lacks a part of the past, and nothing is fetched here: fetch it before, a partial clone with `git fetch --no-filter --refetch`';

/** A pathspec is what it is here, whatever somebody has set for the commands of a terminal. */
const OWN_PATHSPECS = {
  GIT_LITERAL_PATHSPECS: '0',
  GIT_GLOB_PATHSPECS: '0',
  GIT_NOGLOB_PATHSPECS: '0',
  GIT_ICASE_PATHSPECS: '0',
};

/** What git prints within limits, which may be the beginning of it. */
export async function readGit(args: readonly string[], cwd: string, limits: RunLimits): Promise<LimitedRun> {
  const { program, args: all, env } = trustedGit(args, cwd);
  return runLimited(program, all, { cwd, env: { ...env, ...OWN_PATHSPECS }, limits });
}

/** What git prints; undefined if it refuses. */
export function runGit(args: readonly string[], cwd: string, input = ''): Buffer | undefined {
  const { program, args: all, env } = trustedGit(args, cwd);
  const { status, stdout, error } = spawnSync(program, all, { cwd, env, input, maxBuffer: MAX_OUTPUT });
  if (error) throw new Error(`git ${args[0]} failed: ${error.message}`);
  return status === 0 ? stdout : undefined;
}

/**
 * The commit that a person means: a branch, a tag, a hash; with `...` behind it the one at which the work began.
 *
 * @param option how the ref was given, for messages
 * @throws if there is none
 */
export function commitOf(ref: string, cwd: string, option: string): string {
  if (ref.startsWith('-')) throw new Error(`${option} ${ref}: a git ref does not begin with a hyphen`);
  const name = ref.endsWith('...') ? ref.slice(0, -3) : ref;
  const problem = ambiguityOf(name, cwd);
  if (problem !== undefined) throw new Error(`${option} ${ref}: ${problem}`);
  const commit = lineOf(runGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], cwd));
  if (!commit)
    throw new Error(`${option} ${ref}: git knows no commit of that name; in CI, fetch it first (fetch-depth: 0)`);
  if (name === ref) return commit;
  const base = lineOf(runGit(['merge-base', commit, 'HEAD'], cwd));
  if (!base)
    throw new Error(`${option} ${ref}: it has no history in common with HEAD; in CI, fetch it (fetch-depth: 0)`);
  return base;
}

/**
 * Why a name may not mean what a person reads in it: of a tag and a branch git takes the tag, which anybody who may push
 * can make, and so it does where the branch is not here.
 */
export function ambiguityOf(ref: string, cwd: string): string | undefined {
  const meant = ['refs', 'refs/tags', 'refs/heads', 'refs/remotes'].map((kind) => `${kind}/${ref}`);
  const listed = linesOf(['for-each-ref', '--format=%(refname)', '--', ...meant], cwd);
  const found = meant.filter((name) => listed.includes(name));
  if (found.length > 1) return `git knows ${found.join(' and ')}: write the one that is meant`;
  const seems = ['refs', ...linesOf(['remote'], cwd)].some((remote) => ref.startsWith(`${remote}/`));
  const isTag = found[0] === `refs/tags/${ref}`;
  return isTag && seems ? `git knows only the tag ${found[0]} of that name: fetch the branch first` : undefined;
}

/** Whether the history of a repository is cut off, as that of a checkout in CI mostly is. */
export function isShallow(cwd: string): boolean {
  return lineOf(runGit(['rev-parse', '--is-shallow-repository'], cwd)) === 'true';
}

/** Whether another repository says where this one comes from, and what is in it. */
export function isSubmodule(cwd: string): boolean {
  return Boolean(lineOf(runGit(['rev-parse', '--show-superproject-working-tree'], cwd)));
}

/**
 * The folder of the work tree.
 *
 * @param option what needs it, for messages
 */
export function topLevel(cwd: string, option: string): string {
  // git knows that setting from version 2.38 on.
  const isInsideGitFolder = lineOf(runGit(['rev-parse', '--is-inside-git-dir'], cwd)) !== 'false';
  const folder = isInsideGitFolder ? undefined : lineOf(runGit(['rev-parse', '--show-toplevel'], cwd));
  if (!folder) throw new Error(`${option} needs a git repository, and this folder is in none that git may read`);
  return folder;
}

/** The contents of blobs, in the order of their hashes. */
export function bytesOfBlobs(hashes: readonly string[], cwd: string): Buffer[] {
  if (hashes.length === 0) return [];
  const output = runGit(['cat-file', '--batch'], cwd, `${hashes.join('\n')}\n`) ?? Buffer.alloc(0);
  let at = 0;
  return hashes.map((hash) => {
    const end = output.indexOf('\n', at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
    if (size === undefined) throw new Error(`git does not have the object ${hash}: ${WHOLE_CLONE}`);
    const from = end + 1;
    at = from + Number(size) + 1;
    return output.subarray(from, at - 1);
  });
}

function linesOf(args: readonly string[], cwd: string): string[] {
  return runGit(args, cwd)?.toString('utf8').split('\n').filter(Boolean) ?? [];
}

function lineOf(output: Buffer | undefined): string | undefined {
  return output?.toString('utf8').replace(/\r?\n$/, '');
}
