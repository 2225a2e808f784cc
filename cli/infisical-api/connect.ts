import { SecretNames } from './client';
import type { ConnectionOptions } from './connection-options';
import { credentialsFrom } from './credentials';
import { dispatcherWith } from './dispatcher';
import type { HostPolicy } from './hosts';

export interface Connected {
  readonly names: SecretNames;
  /** Ends all waiting for another try. */
  readonly stop: AbortController;
  /** Closes the connections, which would keep the process alive. */
  readonly close: () => Promise<void>;
}

/**
 * A client with the credentials of the environment.
 *
 * @throws if there are none
 */
export function connect(options: ConnectionOptions, hosts: HostPolicy, env: NodeJS.ProcessEnv): Connected {
  const stop = new AbortController();
  const credentials = credentialsFrom(env);
  const dispatcher = dispatcherWith(options.caFile, env, hosts.authorities);
  const names = new SecretNames({
    credentials,
    hosts,
    dispatcher,
    timeoutMilliseconds: options.timeout * 1_000,
    retries: options.retries,
    deadlineSeconds: options.deadline,
    signal: stop.signal,
  });
  return { names, stop, close: () => dispatcher.destroy() };
}
