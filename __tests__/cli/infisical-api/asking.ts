import { SecretNames } from '../../../cli/infisical-api/client';
import type { Clock } from '../../../cli/infisical-api/clock';
import type { Credentials } from '../../../cli/infisical-api/credentials';
import { dispatcherWith } from '../../../cli/infisical-api/dispatcher';
import type { Listing } from '../../../cli/infisical-api/folder';
import { hostPolicy } from '../../../cli/infisical-api/hosts';
import { CLIENT_ID, CLIENT_SECRET } from '../infisical-double/canaries';
import { shop } from '../infisical-double/world';
import { FastClock } from './fast-clock';

export const WORLD = shop({ prod: { '/api': ['PORT'] } });

export interface Asking {
  /** Of the process: proxies. */
  readonly env?: NodeJS.ProcessEnv;
  readonly caFile?: string;
  readonly hostMap?: readonly string[];
  readonly retries?: number;
  readonly deadlineSeconds?: number;
  readonly timeoutMilliseconds?: number;
  readonly clock?: Clock;
  readonly credentials?: Credentials;
}

/** Asks a host for the keys of the shop, as `check` does. */
export async function keysAt(host: string, asking: Asking = {}): Promise<Listing> {
  const { env = {}, caFile, hostMap = [], retries = 0, deadlineSeconds = 300, timeoutMilliseconds = 5_000 } = asking;
  const { clock = new FastClock() } = asking;
  // undici warns that one of its classes is experimental.
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const dispatcher = dispatcherWith(caFile, env);
  warn.mockRestore();
  const names = new SecretNames({
    credentials: asking.credentials ?? {
      method: 'universal-auth',
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
    },
    hosts: hostPolicy(hostMap.length > 0 ? [] : [host], hostMap, {}),
    dispatcher,
    timeoutMilliseconds,
    retries,
    deadlineSeconds,
    signal: new AbortController().signal,
    clock,
  });
  try {
    return await names.listing({ host, projectSlug: 'shop', environment: 'prod', path: '/api', recursive: false });
  } finally {
    await dispatcher.destroy();
  }
}

/** What a person is told where there is no answer. */
export async function failureAt(host: string, asking: Asking = {}): Promise<string> {
  return keysAt(host, asking).then(
    () => 'there is an answer',
    (error: Error) => error.message,
  );
}
