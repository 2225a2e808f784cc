import type { Configuration } from '../../../lib/configuration/configuration';
import { whyNotAsked } from '../../access/filled-in-later';
import { askVerified } from '../../access/named-projects';
import { HOST_NOT_TOLD, UNKNOWN_HOST } from '../../access/unknown-host';
import { hostsFor } from '../../configuration/committed-hosts';
import { askAll } from '../../infisical-api/ask-all';
import { SecretNames } from '../../infisical-api/client';
import type { ConnectionOptions } from '../../infisical-api/connection-options';
import { type Credentials, credentialsFrom } from '../../infisical-api/credentials';
import { dispatcherWith } from '../../infisical-api/dispatcher';
import { Failure } from '../../infisical-api/failure';
import { type Folder, projectOf } from '../../infisical-api/folder';
import { type HostPolicy, hostFromHere, hostProblem } from '../../infisical-api/hosts';
import { setLookupLimits } from '../../infisical-api/name-lookup';
import type { ReadManifest } from '../../manifests/read-manifests';
import { ProblemsError } from '../../terminal/failure-text';
import type { AskedFolder, AskedHost, AskedInfisical, GivenLogin, NoAnswer } from '../checks/infisical';
import { foldersNamed } from './named-folders';

/**
 * Asks each Infisical that may get credentials, and no other: manifests name hosts too, and a pull request writes these.
 *
 * @throws ValueReceived if an answer carries a value
 */
export async function askInfisical(
  manifests: readonly ReadManifest[],
  configuration: Configuration,
  options: ConnectionOptions,
): Promise<AskedInfisical> {
  const policy = hostsFor(options, process.env);
  const folders = foldersNamed(manifests, configuration, policy.assumed);
  const known = folders.filter(({ host }) => host !== UNKNOWN_HOST);
  const named = [...known.map(({ host }) => host), ...configuration.hosts.map(({ url }) => url), ...options.host];
  const hosts = [...new Set(named.map((host) => hostFromHere(host, policy)))].sort();
  const given = givenCredentials();
  setLookupLimits(process.env);
  const dispatcher = dispatcherWith(options.caFile, process.env, policy.authorities);
  const stop = new AbortController();
  const names = new SecretNames({
    credentials: given.credentials ?? NOBODY,
    hosts: policy,
    dispatcher,
    timeoutMilliseconds: options.timeout * 1_000,
    retries: options.retries,
    deadlineSeconds: options.deadline,
    signal: stop.signal,
  });
  try {
    const asked = await Promise.all(hosts.map((host) => askHost(host, names, policy)));
    const answering = new Map(asked.map(({ host, outcome }) => [host, outcome]));
    const asking = { names, policy, stop, answering, projects: configuration.projects, ...options };
    return {
      login: given.login,
      hosts: asked,
      folders: given.credentials === undefined ? [] : await askFolders(folders, asking),
    };
  } finally {
    stop.abort();
    await dispatcher.destroy();
  }
}

/** Nothing is asked with it. */
const NOBODY: Credentials = { method: 'token', token: 'none', variable: '' };

function givenCredentials(): { readonly login: GivenLogin; readonly credentials?: Credentials } {
  try {
    const credentials = credentialsFrom(process.env);
    return { credentials, login: { method: WAYS[credentials.method] } };
  } catch (error) {
    return { login: error instanceof ProblemsError ? 'absent' : { mistake: (error as Error).message } };
  }
}

const WAYS = {
  token: 'the token of the environment',
  'universal-auth': 'universal auth',
  'oidc-auth': 'OIDC',
} as const;

async function askHost(host: string, names: SecretNames, policy: HostPolicy): Promise<AskedHost> {
  const why = hostProblem(host, policy);
  if (why !== undefined) return { host, outcome: { why } };
  try {
    await names.checkAnswer(host);
    return { host, outcome: 'answers' };
  } catch (error) {
    return { host, outcome: noAnswer(error) };
  }
}

function noAnswer(error: unknown): NoAnswer {
  if (!(error instanceof Failure)) throw error;
  return { kind: error.kind, message: error.message };
}

interface Asking extends Pick<ConnectionOptions, 'concurrency'> {
  readonly names: SecretNames;
  readonly policy: HostPolicy;
  readonly stop: AbortController;
  readonly answering: ReadonlyMap<string, AskedHost['outcome']>;
  readonly projects: Configuration['projects'];
}

async function askFolders(folders: readonly Folder[], asking: Asking): Promise<AskedFolder[]> {
  const { names, policy, stop, answering, projects, concurrency } = asking;
  const outcomes = new Map<Folder, AskedFolder['outcome']>(
    folders.flatMap((folder) => {
      const why = whyUnasked(folder, answering.get(hostFromHere(folder.host, policy)));
      return why === undefined ? [] : [[folder, { why }] as const];
    }),
  );
  const idOf = (host: string, slug: string) => names.projectId(host, slug);
  const listing = askVerified((folder) => names.listing(folder), idOf, projects);
  const ask = async (folder: Folder) => {
    try {
      const found = await listing(folder);
      outcomes.set(folder, 'there');
      return found;
    } catch (error) {
      if (error instanceof Failure) outcomes.set(folder, noAnswer(error));
      throw error;
    }
  };
  await askAll(
    folders.filter((folder) => !outcomes.has(folder)),
    { ask, concurrency, stop },
  );
  return Promise.all(
    folders.map(async (folder) => {
      const outcome = outcomes.get(folder) ?? { why: 'it was not asked' };
      const isAbsent = outcome !== 'there' && 'kind' in outcome && outcome.kind === 'absent';
      const { environment, path } = folder;
      const host = hostFromHere(folder.host, policy);
      const told = isAbsent ? await environmentsAt(folder, names) : undefined;
      return { host, project: projectOf(folder), environment, path, outcome, environments: told };
    }),
  );
}

function whyUnasked(folder: Folder, host: AskedHost['outcome'] | undefined): string | undefined {
  if (folder.host === UNKNOWN_HOST) return HOST_NOT_TOLD;
  const later = whyNotAsked(folder);
  return later ?? (host === 'answers' ? undefined : `${folder.host} was not asked`);
}

/** The environments of its project, as far as anybody tells. */
async function environmentsAt(folder: Folder, names: SecretNames): Promise<readonly string[] | undefined> {
  try {
    const { host, projectId, projectSlug } = folder;
    const id = projectId ?? (projectSlug && (await names.projectId(host, projectSlug)));
    return id ? (await names.project(host, id)).environments : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
