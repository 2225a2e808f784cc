import type { ComposeFields, ComposeValue } from './compose-yaml';

/** What services of a compose file refer to by name. */
export type NamedPart = 'networks' | 'volumes' | 'configs' | 'secrets';

/** The names of networks, volumes, configs or secrets that a rendered service uses. */
export function namesUsed(service: ComposeFields, part: NamedPart): string[] {
  if (part === 'networks') return networkNames(service.networks);
  const own = itemsOf(service[part]);
  if (part === 'volumes') return own.flatMap(volumeName);
  const build = part === 'secrets' && isMap(service.build) ? itemsOf(service.build.secrets) : [];
  return [...own, ...build].flatMap(sourceName);
}

/** Compose makes the network `default` by itself. */
function networkNames(networks: ComposeValue | undefined): string[] {
  const names = isMap(networks) ? Object.keys(networks) : itemsOf(networks);
  return names.filter((name): name is string => typeof name === 'string' && name !== 'default');
}

/** The named volume that is mounted, if it is one and not a folder. */
function volumeName(volume: ComposeValue): string[] {
  if (isMap(volume)) {
    return volume.type === 'volume' && typeof volume.source === 'string' ? [volume.source] : [];
  }
  if (typeof volume !== 'string') return [];
  const [source = ''] = volume.split(':');
  return volume.includes(':') && /^[A-Za-z0-9][\w.-]*$/.test(source) ? [source] : [];
}

function sourceName(item: ComposeValue): string[] {
  const source = isMap(item) ? item.source : item;
  return typeof source === 'string' ? [source] : [];
}

function itemsOf(value: ComposeValue | undefined): ComposeValue[] {
  return Array.isArray(value) ? value : [];
}

export function isMap(value: ComposeValue | undefined): value is ComposeFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
