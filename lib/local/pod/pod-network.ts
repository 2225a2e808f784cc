import type { LocalContainerProps } from '../local-container';
import type { LocalAppProps } from '../local-service';
import type { LocalApp } from '../stack/declared-app';
import type { PodContainer } from './pod-containers';

/** Which of the containers of a pod has the network of all of them, and after which others each one is started. */
export interface PodNetwork {
  readonly owner: PodContainer;
  /** The container whose network it joins; absent where it has one of its own. */
  readonly joined: (container: PodContainer) => PodContainer | undefined;
  /** What the kubelet starts just before it, and it waits for. */
  readonly before: (container: PodContainer) => PodContainer | undefined;
}

/**
 * The network of the application, which waits for its init containers. A sidecar that one of these may need has to be there
 * before it, and so has that of what ends by itself, as nothing else would start it with that.
 *
 * @param running in the order in which they are started
 */
export function podNetwork({ runs }: LocalApp, running: readonly PodContainer[], main: PodContainer): PodNetwork {
  const sidecars = running.filter((container) => container !== main && container.role !== 'init');
  const lastInit = running.findLastIndex(({ role }) => role === 'init');
  const needed = running.slice(0, lastInit + 1).find(({ role }) => role === 'sidecar');
  const owner = needed ?? (runs === undefined ? undefined : sidecars[0]) ?? main;
  const started = running.filter(({ role }) => role === 'init' || (owner !== main && role === 'sidecar'));
  const before = (container: PodContainer) => {
    const at = started.indexOf(container);
    if (at >= 0) return started[at - 1];
    return container === main || owner !== main ? started.at(-1) : undefined;
  };
  const hasItsOwn = (container: PodContainer) =>
    container === owner ||
    (container.role === 'init' && (owner === main || running.indexOf(container) < running.indexOf(owner)));
  return { owner, before, joined: (container) => (hasItsOwn(container) ? undefined : owner) };
}

/** What compose has at a network. */
const NETWORK_WORDS: ReadonlySet<string> = new Set([
  ...['networks', 'network_mode', 'ports', 'expose', 'links', 'external_links', 'mac_address'],
  ...['dns', 'dns_opt', 'dns_search', 'extra_hosts', 'hostname', 'domainname'],
]);

/** What an application is told of the network of its pod. */
export function networkProps({ ports, networkAliases, extraHosts, hostname, compose }: LocalAppProps) {
  return { ports, networkAliases, extraHosts, hostname, compose: ofNetwork(compose, true) };
}

/** All else that it is told. */
export function withoutNetworkProps(local: LocalAppProps): LocalAppProps {
  const { ports, networkAliases, extraHosts, hostname, compose, ...others } = local;
  return { ...others, compose: ofNetwork(compose, false) };
}

/** What is of the network in the props of a container that joins that of another one, which compose would refuse. */
export function refusedProps(props: LocalContainerProps): string[] {
  const { ports, networkAliases, extraHosts, hostname, compose } = props;
  // With another network of its own it has all of that.
  if (compose?.network_mode !== undefined) return [];
  const own = Object.entries({ ports, networkAliases, extraHosts, hostname });
  const words = Object.keys(ofNetwork(compose, true) ?? {}).map((word) => `compose.${word}`);
  return [...own.flatMap(([name, value]) => (value === undefined ? [] : [name])), ...words];
}

function ofNetwork(compose: LocalAppProps['compose'], isWanted: boolean): LocalAppProps['compose'] {
  if (typeof compose !== 'object' || compose === null) return compose;
  const entries = Object.entries(compose).filter(([word]) => NETWORK_WORDS.has(word) === isWanted);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
