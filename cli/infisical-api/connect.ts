import { showProgress } from '../terminal/progress';
import { type Ask, askAll, type Outcome } from './ask-all';
import { SecretNames } from './client';
import type { ConnectionOptions } from './connection-options';
import { credentialsFrom } from './credentials';
import { dispatcherWith } from './dispatcher';
import type { Folder } from './folder';
import { WatchedHosts } from './host-watch';
import type { HostPolicy } from './hosts';
import { setLookupLimits } from './name-lookup';

/** Asks for the keys of each folder, and shows how many have answered. */
export type AskForAll = (folders: readonly Folder[], ask: Ask) => Promise<Outcome[]>;

/**
 * Works with a client with the credentials of the environment.
 *
 * @param withoutCredentials what else can be done where there are none
 * @throws if there are none
 */
export async function withConnection<T>(
  options: ConnectionOptions,
  hosts: HostPolicy,
  work: (names: SecretNames, askForAll: AskForAll) => Promise<T>,
  withoutCredentials: readonly string[] = [],
): Promise<T> {
  const { env } = process;
  setLookupLimits(env);
  const stop = new AbortController();
  const credentials = credentialsFrom(env, withoutCredentials);
  const dispatcher = dispatcherWith(options.caFile, env, hosts.authorities);
  const watched = new WatchedHosts(showProgress());
  const names = new SecretNames({
    credentials,
    hosts,
    dispatcher,
    timeoutMilliseconds: options.timeout * 1_000,
    retries: options.retries,
    deadlineSeconds: options.deadline,
    signal: stop.signal,
    watched,
  });
  const onAnswer = (answered: number, of: number) => watched.update(answered, of);
  const { concurrency } = options;
  try {
    return await work(names, (folders, ask) => askAll(folders, { ask, concurrency, stop, onAnswer }));
  } finally {
    watched.end();
    // The connections would keep the process alive.
    await dispatcher.destroy();
  }
}
