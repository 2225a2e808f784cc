import { withoutCredentials } from '../../lib/infisical/credential-text';
import { urlProblem } from '../../lib/validation/view/hosts';
import { plainHttpProblem } from './loopback';

const CLOUD = ['https://app.infisical.com', 'https://us.infisical.com', 'https://eu.infisical.com'];

/** Which Infisical may get the credentials, and under which address it is reached. */
export interface HostPolicy {
  /** Origins that get the credentials. */
  readonly trusted: readonly string[];
  /** Addresses of the manifests, and what they are called where this command runs. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What a manifest means that names no host. */
  readonly assumed?: string;
}

/**
 * The hosts that the user named, by `--host` or as the Infisical CLI is told; without, those of Infisical Cloud. A
 * manifest names hosts too, but a pull request can change it: that alone must not make anybody send a credential.
 *
 * @throws if an address is none
 */
export function hostPolicy(hosts: readonly string[], maps: readonly string[], env: NodeJS.ProcessEnv): HostPolicy {
  const configured = env.INFISICAL_DOMAIN || env.INFISICAL_API_URL;
  const named = [...hosts, ...(hosts.length === 0 && configured ? [configured] : [])].map(checkedBase);
  const addresses = new Map(maps.map(mapping));
  const own = [...named, ...addresses.values()];
  return {
    trusted: own.length > 0 ? own : CLOUD,
    addresses,
    assumed: named.length === 1 ? named[0] : undefined,
  };
}

/** The URL without `/api`, which people write in one of two ways. */
export function baseUrl(url: string): string {
  return url
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/api$/, '')
    .replace(/\/+$/, '');
}

/** Why no credential may be sent to the host; undefined if it may. */
export function hostProblem(host: string, { trusted }: HostPolicy): string | undefined {
  const shown = withoutCredentials(host);
  const problem = urlProblem(host);
  if (problem !== undefined) return `the host "${shown}" ${problem}`;
  if (!trusted.some((one) => sameHost(one, host))) {
    return (
      `the manifests name the host ${shown}, which you did not: no credential was sent to it. ` +
      `If it is yours, add --host ${shown} (or --host-map ${shown}=<its address from here>)`
    );
  }
  const plain = plainHttpProblem(new URL(host));
  return plain && `${shown} ${plain}: use https, or --host-map ${shown}=https://<its address from here>`;
}

function sameHost(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  return one.origin === other.origin && one.pathname.replace(/\/$/, '') === other.pathname.replace(/\/$/, '');
}

function mapping(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) {
    throw new Error(
      `--host-map "${withoutCredentials(text)}": write <address in the manifests>=<address from here>, ` +
        'for example http://infisical.infisical.svc=https://secrets.example.com',
    );
  }
  const [from, to] = [baseUrl(text.slice(0, at)), baseUrl(text.slice(at + 1))];
  const problem = urlProblem(to);
  // It may be the rest of a URL with a query: then it is not for everybody.
  if (problem !== undefined)
    throw new Error(`--host-map "${withoutCredentials(from)}=***": the host behind "=" ${problem}: ${EXAMPLE}`);
  return [from, to];
}

const EXAMPLE = 'write for example https://secrets.example.com';

function checkedBase(url: string): string {
  const base = baseUrl(url);
  const problem = urlProblem(base);
  if (problem !== undefined) throw new Error(`the host "${withoutCredentials(base)}" ${problem}: ${EXAMPLE}`);
  return base;
}
