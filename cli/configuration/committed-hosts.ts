import { lstatSync } from 'node:fs';
import { CONFIGURATION_FILE, type ConfiguredHost } from '../../lib/configuration/configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { ambiguityOf, isSubmodule, runGit } from '../git/git';
import { type Commit, commitAt, fileAt } from '../git/manifests-at';
import { certificatesIn } from '../infisical-api/certificates';
import type { ConnectionOptions } from '../infisical-api/connection-options';
import { type CommittedHosts, type HostEntry, type HostPolicy, hostPolicy, isCloud } from '../infisical-api/hosts';
import { bytesOf } from '../manifests/file-bytes';
import { type BuildOrigin, buildOrigin } from './build-origin';
import { configurationHere } from './configuration';
import { configurationAt } from './configuration-at';

/**
 * Which hosts may get the credentials, by the flags, the variables and the configuration.
 *
 * @throws if one of them is none, or the configuration has mistakes
 */
export function hostsFor({ host, hostMap, hostsFrom }: ConnectionOptions, env: NodeJS.ProcessEnv): HostPolicy {
  return hostPolicy(host, hostMap, env, committedHosts(hostsFrom, env));
}

/**
 * The hosts of the configuration that may get credentials. Whoever opens a pull request writes the file in it, so that
 * on its CI those count that the branch has to which it goes.
 *
 * @param hostsFrom the git ref whose file counts, whatever this is
 * @throws if the file has mistakes, or there is no such ref
 */
function committedHosts(hostsFrom: string | undefined, env: NodeJS.ProcessEnv): CommittedHosts {
  const { hosts } = configurationHere();
  const origin = buildOrigin(env);
  const isOwn = origin.kind === 'own' || (origin.kind === 'unknown' && isFromHere());
  if (isOwn && hostsFrom === undefined) return { hosts: hosts.map(hostEntryOnDisk) };
  const nobodys = (why: string) => unknownHosts(hosts, why);
  if (!isOwn && isInSubmodule()) return nobodys(SUBMODULE);
  if (hostsFrom !== undefined) return mergeHosts(hosts, namedCommit(hostsFrom), hostsFrom);
  const base = origin.kind === 'pull-request' ? origin.base : undefined;
  if (base === undefined) return nobodys(reasonOf(origin));
  // By its whole name: a tag may be called `origin/main` too.
  const commit = tryCommitAt(`refs/remotes/${base}`);
  if (commit === undefined) return nobodys(`this is a pull request, and for ${base} ${NO_COMMIT}`);
  return mergeHosts(hosts, commit, base);
}

const SUBMODULE = 'this is a submodule, and a pull request can put another repository in its place';

function namedCommit(ref: string): Commit {
  const commit = tryCommitAt(ref);
  if (commit === undefined) throw new Error(`--hosts-from ${ref}: ${ambiguityOf(ref, process.cwd()) ?? NO_COMMIT}`);
  return commit;
}

const NO_COMMIT = 'git has no such commit here: fetch it first (in GitHub Actions with fetch-depth: 0)';

function reasonOf({ kind }: BuildOrigin): string {
  return kind === 'unknown'
    ? 'this CI does not tell whether it builds a pull request, which can change that file: name the branch that decides with --hosts-from, for example origin/main'
    : 'this is a pull request to a branch that the CI does not name: name it with --hosts-from, for example origin/main';
}

/** The hosts of a commit, and what is only in the folder here. */
function mergeHosts(here: readonly ConfiguredHost[], commit: Commit, ref: string): CommittedHosts {
  const there = hostsAt(commit, ref);
  if (there === undefined) return { ...unknownHosts(here, `that of ${ref} has mistakes`), isUnknown: true };
  const known = new Set(there.flatMap(addressesOf));
  const added = here.filter((host) => addressesOf(host).some((address) => !known.has(address)));
  const why = `it is not in that of ${ref} yet, and counts from the merge on`;
  return {
    hosts: there.map((host) => hostEntry(host, (file) => fileAt(commit, file) ?? `${ref} does not have it`)),
    refused: refusedHosts(added, why),
  };
}

/** Undefined where that configuration cannot be read: a pull request may be the one that mends it. */
function hostsAt(commit: Commit, ref: string): readonly ConfiguredHost[] | undefined {
  try {
    return configurationAt(commit, ref).hosts;
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function unknownHosts(hosts: readonly ConfiguredHost[], why: string): CommittedHosts {
  return { hosts: [], refused: refusedHosts(hosts, why), isUnknown: hosts.some(({ url }) => !isCloud(url)) };
}

function refusedHosts(hosts: readonly ConfiguredHost[], why: string): CommittedHosts['refused'] {
  return hosts.length === 0 ? undefined : { addresses: hosts.flatMap(addressesOf), why };
}

function addressesOf({ url, aliases }: ConfiguredHost): string[] {
  return [url, ...aliases];
}

function hostEntryOnDisk(host: ConfiguredHost): HostEntry {
  const here = (file: string) =>
    lstatSync(file, { throwIfNoEntry: false }) === undefined ? 'there is no such file' : bytesOf(file);
  return hostEntry(host, here);
}

/** @param read the bytes of a file, or why they cannot be had */
function hostEntry({ url, aliases, caFile }: ConfiguredHost, read: (file: string) => Uint8Array | string): HostEntry {
  if (caFile === undefined) return { url, aliases };
  const bytes = read(caFile);
  const where = `${CONFIGURATION_FILE}: the caFile ${caFile}`;
  if (typeof bytes === 'string') throw new Error(`${where}: ${bytes}`);
  const authorities = certificatesIn(Buffer.from(bytes).toString('utf8'));
  if (authorities === undefined) throw new Error(`${where}: there is no PEM certificate in it`);
  return { url, aliases, authorities };
}

function tryCommitAt(ref: string): Commit | undefined {
  try {
    return commitAt(ref);
  } catch {
    return undefined;
  }
}

function isInSubmodule(): boolean {
  try {
    return isSubmodule(process.cwd());
  } catch {
    return false;
  }
}

/** Whether this is nobody's pull request: a repository that knows no other place, and into which nothing was fetched. */
function isFromHere(): boolean {
  const cwd = process.cwd();
  try {
    // Of one that git does not read, nobody knows it.
    const knowsNone = runGit(['remote'], cwd)?.toString('utf8').trim() === '';
    return knowsNone && runGit(['rev-parse', '--verify', '--quiet', 'FETCH_HEAD'], cwd) === undefined;
  } catch {
    return false;
  }
}
