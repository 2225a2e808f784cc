import { baseUrl, CLOUD, canonicalHost, urlProblem } from '../../lib/model/host';
import { withoutCredentials } from '../../lib/text/credential-text';
import { plainHttpProblem } from './loopback';

/** Whether that is Infisical Cloud, which gets the credentials where nobody names a host. */
export function isCloud(host: string): boolean {
  return CLOUD.some((one) => isSameHost(one, baseUrl(host)));
}

/** Which Infisical may get the credentials, and under which address it is reached. */
export interface HostPolicy {
  /** Origins that get the credentials. */
  readonly trusted: readonly string[];
  /** Addresses of the manifests, and what they are called where this command runs. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What a manifest means that names no host. */
  readonly assumed?: string;
  /** PEM certificates of authorities that are trusted too, by the origin that they are for. */
  readonly authorities: ReadonlyMap<string, readonly string[]>;
  readonly refused?: CommittedHosts['refused'];
}

/** A host of the committed configuration. */
export interface HostEntry {
  readonly url: string;
  /** Addresses in manifests that mean it. */
  readonly aliases: readonly string[];
  readonly authorities?: readonly string[];
}

export interface CommittedHosts {
  readonly hosts: readonly HostEntry[];
  /** Addresses that are in the file here, and do not count. */
  readonly refused?: { readonly addresses: readonly string[]; readonly why: string };
  /** Whether there are hosts that would count, and nobody knows which: then it is not Infisical Cloud either. */
  readonly isUnknown?: boolean;
}

/**
 * The hosts that the user named, by `--host` or as the Infisical CLI is told; without, those of the committed
 * configuration; without these, those of Infisical Cloud. A manifest names hosts too, but a pull request can change it:
 * that alone must not make anybody send a credential.
 *
 * Once the user has named a host, the configuration adds none. Of a host that both name, it still tells what else it is
 * called and who vouches for it.
 *
 * @throws if an address is none
 */
export function hostPolicy(
  hosts: readonly string[],
  maps: readonly string[],
  env: NodeJS.ProcessEnv,
  { hosts: committed, refused, isUnknown = false }: CommittedHosts = { hosts: [] },
): HostPolicy {
  const configured = env.INFISICAL_DOMAIN || env.INFISICAL_API_URL;
  const named = [...hosts, ...(hosts.length === 0 && configured ? [configured] : [])].map(checkedBase);
  const mapped = new Map(maps.map(parseMapping));
  const told = [...named, ...mapped.values()];
  const entries = committed
    .map((entry) => ({ ...entry, url: baseUrl(entry.url) }))
    .filter(({ url }) => told.length === 0 || told.some((one) => isSameHost(one, url)));
  const trusted = told.length > 0 ? told : entries.map(({ url }) => url);
  const only = named.length === 0 && mapped.size === 0 ? trusted : named;
  return {
    trusted: trusted.length > 0 || isUnknown ? trusted : CLOUD,
    addresses: new Map([
      ...entries.flatMap(({ url, aliases }) => aliases.map((alias) => [baseUrl(alias), url] as const)),
      ...mapped,
    ]),
    assumed: only.length === 1 ? only[0] : undefined,
    authorities: authoritiesOf(entries),
    refused: refused && { ...refused, addresses: refused.addresses.map(baseUrl) },
  };
}

function authoritiesOf(entries: readonly HostEntry[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { url, authorities = [] } of entries) {
    const { origin } = new URL(url);
    if (authorities.length > 0) found.set(origin, [...(found.get(origin) ?? []), ...authorities]);
  }
  return found;
}

/** What a host of a manifest, in whatever spelling, is called from here: flags come last, and count before the file. */
export function addressFromHere(host: string, { addresses }: HostPolicy): string {
  const isMeant = (from: string) => isSameHost(from, host);
  return [...addresses].findLast(([from]) => isMeant(from))?.[1] ?? host;
}

/** One text for one Infisical, whatever it is called here. */
export function hostFromHere(host: string, policy: HostPolicy): string {
  return canonicalHost(addressFromHere(host, policy));
}

/** Why no credential may be sent to the host; undefined if it may. */
export function hostProblem(host: string, { trusted, refused }: HostPolicy): string | undefined {
  const shown = withoutCredentials(host);
  const problem = urlProblem(host);
  if (problem !== undefined) return `the host "${shown}" ${problem}`;
  if (!trusted.some((one) => isSameHost(one, host))) {
    if (refused?.addresses.some((one) => isSameHost(one, host))) {
      return (
        `the host ${shown} stands in cdk8s-infisical.yaml, but ${refused.why}. No credential was sent to it; ` +
        `if it is yours, add --host ${shown}`
      );
    }
    if (trusted.length === 0) {
      return (
        `the hosts of cdk8s-infisical.yaml do not count: ${refused?.why ?? 'it cannot be read'}. ` +
        `No credential was sent to ${shown}; if it is yours, add --host ${shown}`
      );
    }
    return (
      `the manifests name the host ${shown}, which you did not: no credential was sent to it. ` +
      `If it is yours, add --host ${shown} (or --host-map ${shown}=<its address from here>), or write it into cdk8s-infisical.yaml below "hosts:"`
    );
  }
  const plain = plainHttpProblem(new URL(host));
  return plain && `${shown} ${plain}: use https, or --host-map ${shown}=https://<its address from here>`;
}

function isSameHost(a: string, b: string): boolean {
  return canonicalHost(a) === canonicalHost(b);
}

function parseMapping(text: string): [string, string] {
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
