import { isCredentialName } from '../../lib/text/credential-name';

export type Path = readonly (string | number)[];

/** Texts and numbers as a password may be: what is no name, what could be one, digits, and what is in upper case. */
export const CANARIES: readonly unknown[] = ['hunter canary!', 'canary-7', 'Canary/7', 'C7anary_8', 7_357_735_701];
export const SHOWN = /canary|7357735701/i;

const NAMED = { name: 'api', namespace: 'shop' };
const SOURCES = [
  { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'D', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
];
const CONTAINER = {
  name: 'api',
  image: 'api:1',
  args: ['--password', 'x'],
  command: ['sh', '-c', 'x'],
  env: [{ name: 'A', value: 'x' }, ...SOURCES],
  envFrom: [{ prefix: 'P_', secretRef: { name: 's' } }],
  livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name: 'Authorization', value: 'x' }] } },
  lifecycle: { preStop: { exec: { command: ['x'] } } },
};
const CSI = { driver: 'd.example.com', volumeAttributes: { password: 'x', share: 'y' } };
const TEMPLATE = {
  metadata: { labels: { app: 'api', password: 'x' }, annotations: { note: 'x', 'db-password': 'x' } },
  spec: { containers: [CONTAINER], volumes: [{ name: 'v', csi: CSI }] },
};

function secret(type: string, data: object, rest: object = {}): [string, object] {
  const metadata = { ...NAMED, labels: { app: 'api' }, annotations: { note: 'x', ...rest } };
  const all = { apiVersion: 'v1', kind: 'Secret', metadata, type, immutable: true, data, stringData: { b: 'x' } };
  return [`Secret of type ${type}`, all];
}

/** Objects with places in which passwords stand, or in which people paste them. */
export const JUDGED: readonly [name: string, object: object][] = [
  ['Pod', { apiVersion: 'v1', kind: 'Pod', ...TEMPLATE, metadata: { ...NAMED, ...TEMPLATE.metadata } }],
  [
    'Deployment',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...NAMED, ...TEMPLATE.metadata },
      spec: { selector: { matchLabels: TEMPLATE.metadata.labels }, template: TEMPLATE },
    },
  ],
  [
    'PersistentVolume',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'api' },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { ...CSI, volumeHandle: 'h' } },
    },
  ],
  ['ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata: NAMED, data: { a: 'x' }, binaryData: { b: 'eA==' } }],
  secret('Opaque', { a: 'eA==' }),
  secret('kubernetes.io/tls', { 'tls.crt': '', 'tls.key': '' }),
  secret('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': 'e30=' }),
  secret('kubernetes.io/basic-auth', { username: 'eA==' }),
  secret('kubernetes.io/ssh-auth', { 'ssh-privatekey': 'eA==' }),
  secret('kubernetes.io/service-account-token', {}, { 'kubernetes.io/service-account.name': 'api' }),
];

/** All places in a value but the whole of it. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const entries = Object.entries(value).map(
    ([key, inside]) => [Array.isArray(value) ? Number(key) : key, inside] as const,
  );
  return [...own, ...entries.flatMap(([key, inside]) => pathsIn(inside, [...path, key]))];
}

/** By the schema a name, of the object or of what it refers to; a key, too. */
const NAMES =
  /(?:^|\.)(?:apiVersion|kind|metadata\.(?:name|namespace|finalizers(?:\.\d+)?)|name|objectName|key|prefix|fieldPath|resource)$/;
/** Where passwords stand, or are put in the place of what is there. */
const HELD_BACK =
  /(?:^|\.)(?:args|command|volumeAttributes|stringData|data|binaryData|httpHeaders)(?:\.|$)|\.(?:env|envFrom)(?:\.\d+)?(?:\.(?:value|valueFrom|secretRef)(?:\.\w+)?)?$|(?:annotations|labels|matchLabels)$/;

/** Whether what stands at a place of an object is shown in no message. */
export function isHeldBack(object: object, path: Path): boolean {
  const place = path.join('.');
  if (NAMES.test(place)) return false;
  if (isOfSecret(object) || HELD_BACK.test(place)) return true;
  // What the operator reads of annotations is no credential.
  const name = String(path.at(-1)).replace('secrets.infisical.com/', '');
  return /^(?:annotations|labels|matchLabels)$/.test(String(path.at(-2))) && isCredentialName(name);
}

/** The object with a canary in the place of what stands there, in a list, in an object; in a Secret as a name, too. */
export function* variantsAt(object: object, path: Path, canaries: readonly unknown[]) {
  const holder = path.slice(0, -1);
  for (const canary of canaries) {
    for (const put of [canary, [canary], { password: canary }])
      yield { path, object: withValue(object, path, put) as object };
    const isName =
      typeof path.at(-1) === 'string' && isOfSecret(object) && !/^(?:data|stringData)$/.test(String(holder[0]));
    if (isName) yield { path, object: withValue(object, [...holder, String(canary)], 'x') as object };
  }
}

function isOfSecret(object: object): boolean {
  return (object as { kind?: unknown }).kind === 'Secret';
}

function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const inside = (value as Record<string | number, unknown>)[key];
  const changed = rest.length === 0 ? put : withValue(inside, rest, put);
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? changed : item));
  return { ...(value as object), [key]: changed };
}
