import { alternativesOf, ownNames, type Published } from '../../local/compose/published-schema';

export type Path = readonly string[];

/** What people write in a field; others have a word that everybody uses. */
const SAMPLES: { readonly [field: string]: unknown } = {
  'cap_add[]': 'NET_ADMIN',
  'cap_drop[]': 'ALL',
  platform: 'linux/amd64',
  'platforms[]': 'linux/amd64',
  stop_signal: 'SIGINT',
  pull_policy: 'always',
  restart: 'unless-stopped',
  'ports[]': '127.0.0.1:8080:80',
  target: '80',
  published: '8080',
  protocol: 'udp',
  host_ip: '127.0.0.1',
  'volumes[]': './data:/data',
  'extra_hosts[]': 'host.docker.internal:host-gateway',
  'security_opt[]': 'no-new-privileges:true',
  'device_cgroup_rules[]': 'c 1:3 mr',
  'devices[]': '/dev/net/tun:/dev/net/tun',
  'dns[]': '10.0.0.2',
  'tmpfs[]': '/tmp:size=64m',
  'sysctls[]': 'net.core.somaxconn=1024',
  'annotations[]': 'com.example.team=web',
  'labels[]': 'com.example.team=web',
  'args[]': 'NODE_ENV=production',
  'ssh[]': 'default',
  'environment[]': 'LOG_LEVEL=debug',
  user: '1000:1000',
  network_mode: 'host',
  'expose[]': '3000',
  stop_grace_period: '30s',
  mac_address: '02:42:ac:11:65:43',
};
const NAMES: { readonly [field: string]: string } = {
  ulimits: 'nofile',
  labels: 'com.example.team',
  annotations: 'com.example.team',
  sysctls: 'net.core.somaxconn',
  extra_hosts: 'host.docker.internal',
  driver_opts: 'type',
  options: 'mode',
  storage_opt: 'size',
};

/** Each field of a part, down to the last one, with a value that the schema allows. */
export function samplesOf(part: Published, path: Path): [path: Path, value: unknown][] {
  const all = alternativesOf(part).flatMap((one) => alternativeSamples(one, path));
  const seen = new Map(all.map((sample) => [JSON.stringify(sample), sample]));
  return [...seen.values()];
}

function alternativeSamples(part: Published, path: Path): [Path, unknown][] {
  const name = path.at(-1) ?? '';
  if (part.enum !== undefined) return part.enum.map((word) => [path, word]);
  const types = [part.type ?? []].flat();
  return types.flatMap((type): [Path, unknown][] => {
    if (type === 'array') {
      const items = samplesOf(part.items ?? {}, [...path.slice(0, -1), `${name}[]`]);
      return items.map(([at, value]) => [at, [value]]);
    }
    if (type === 'object') return objectSamples(part, path);
    if (type === 'boolean') return [[path, true]];
    if (type === 'integer' || type === 'number') return [[path, Math.max(3, part.minimum ?? 3)]];
    return type === 'string' ? [[path, SAMPLES[name] ?? 'data']] : [];
  });
}

function objectSamples(part: Published, path: Path): [Path, unknown][] {
  const required = Object.fromEntries(
    (part.required ?? []).map((field) => [field, firstSample(part.properties?.[field] ?? {}, [...path, field])]),
  );
  const own = Object.entries(part.properties ?? {}).flatMap(([field, of]) =>
    samplesOf(of, [...path, field]).map(([at, value]): [Path, unknown] => [at, { ...required, [field]: value }]),
  );
  const [, entry] = ownNames(part) ?? [];
  const entryName = NAMES[path.at(-1) ?? ''] ?? 'web';
  const entries = entry === undefined ? [] : samplesOf(entry, [...path, entryName]);
  return [...own, ...entries.map(([at, value]): [Path, unknown] => [at, { [entryName]: value }])];
}

function firstSample(part: Published, path: Path): unknown {
  return samplesOf(part, path)[0][1];
}
