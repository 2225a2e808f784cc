import { buildOrigin } from '../configuration/build-origin';
import { hostsFor } from '../configuration/committed-hosts';
import { type HostPolicy, hostProblem } from '../infisical-api/hosts';
import type { AskedPlace } from '../infisical-cli/asked-place';
import { ProblemsError } from '../terminal/failure-text';
import type { RunOptions } from './options';

/**
 * Which Infisical may get the credentials. On a machine of one's own the record counts as the configuration does; whoever
 * opens a pull request writes it too, so that in its CI the host must be named by somebody else.
 */
export function hostsOfRun(options: RunOptions, hosts: readonly string[], env: NodeJS.ProcessEnv): HostPolicy {
  const isNamed = options.host.length > 0 || Boolean(env.INFISICAL_DOMAIN || env.INFISICAL_API_URL);
  const isOwn = buildOrigin(env).kind === 'own';
  return hostsFor(
    isOwn ? { ...options, host: [...options.host, ...(isNamed ? namedIn(env) : []), ...hosts] } : options,
    env,
  );
}

/** What would count where nothing is given. */
function namedIn({ INFISICAL_DOMAIN: domain, INFISICAL_API_URL: url }: NodeJS.ProcessEnv): string[] {
  return [domain || url || ''].filter(Boolean);
}

const CREDENTIALS = /^INFISICAL_(?:TOKEN|UNIVERSAL_AUTH_.+)$/;

/** @throws ProblemsError where a credential of the environment would go to a host that nobody has named */
export function refuseUnknownHosts(places: readonly AskedPlace[], policy: HostPolicy, env: NodeJS.ProcessEnv): void {
  if (!Object.keys(env).some((name) => CREDENTIALS.test(name) && env[name])) return;
  const problems = places.flatMap(({ host }) => hostProblem(host, policy) ?? []);
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
}
