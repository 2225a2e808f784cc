import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../../cli/manifests/read-files';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';

const CORPUS = join(__dirname, '../../fixtures/adopt');

/** In each hostile text: no name of a program has it in it, so that it tells where the text went. */
export const MARK = '☠';

const CODE = [
  `');process.exit(7);('`,
  `\${process.exit(7)}`,
  '`;process.exit(7);`',
  `\\');process.exit(7);//`,
  `"};process.exit(7);({"`,
  '*/process.exit(7)/*',
  '//',
  '\n});process.exit(7)\n',
  '\r\nimport "fs"',
  '\u2028process.exit(7)\u2029',
  '</script><script>',
  '<!--',
  '\u202e\u2066',
  '\u0000\u001b[31m',
  '\ud800',
  '\\',
  "'",
  'TCP, x: process',
  '../../../../outside',
  'C:\\windows\\con',
  '/',
  '--help',
  '[a](javascript:x)',
  '@everyone',
  '| a |',
  '::error::x',
];

const NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'length',
  'name',
  'toJSON',
  'then',
  'undefined',
  'NaN',
  'Infinity',
  'this',
  'app',
  'chart',
  'scope',
  'await',
  'eval',
  'arguments',
  'Chart',
  'ApiObject',
  'GitOpsApp',
  'KEYS',
  'AUTH',
  'con',
  'nul',
  '0',
  '1e3',
  '-1',
  '',
  ' ',
  'é',
  'ünï',
  '𝒳',
  'x'.repeat(300),
];

const ODDITIES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [[]],
  [null],
  { toString: 'x', valueOf: 1 },
  { constructor: { prototype: {} } },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  Buffer.from('x'),
  new Set(['x']),
];

/** Numbers that look random, and are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

function pick<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)];
}

/** The manifests of each file of the corpus that is not made to be long. */
export function corpus(): Manifest[][] {
  const files = ['valid', 'broken'].flatMap((folder) =>
    readdirSync(join(CORPUS, folder))
      .filter((file) => !/thousand|many-applications/.test(file))
      .map((file) => join(CORPUS, folder, file)),
  );
  return files
    .map((file) => readManifests([file]).manifests.map(({ manifest }) => manifest))
    .filter(({ length }) => length > 0);
}

/** Manifests as they may come from anywhere: those of a file, changed in a few places. */
export function hostileFile(seed: number, files: readonly (readonly Manifest[])[]): ReadManifest[] {
  const random = randomOf(seed);
  const manifests = structuredClone(pick(random, files)) as Manifest[];
  if (random() < 0.2) manifests.push(...(structuredClone(pick(random, files)) as Manifest[]));
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) change(random, pick(random, manifests));
  return manifests.map((manifest, index) => ({
    manifest,
    file: 'in.yaml',
    folder: '.',
    line: index + 1,
    column: 1,
    placeAt: () => ({ line: index + 1, column: 1 }),
  }));
}

type Tree = Record<string, unknown>;

function change(random: Random, manifest: Manifest): void {
  const places = [...placesIn(manifest)];
  const { holder, key } = pick(random, places);
  const chance = random();
  if (chance < 0.1) setIdentity(random, manifest as unknown as Tree);
  else if (chance < 0.6) set(holder, key, hostileValue(random));
  else if (Array.isArray(holder)) holder.push(hostileValue(random));
  else if (chance < 0.85) renameKey(random, holder as Tree, key);
  else set(holder as Tree, hostileText(random), hostileValue(random));
}

function setIdentity(random: Random, manifest: Tree): void {
  const metadata = (manifest.metadata ?? {}) as Tree;
  const what = pick(random, ['apiVersion', 'kind', 'name', 'namespace']);
  if (what === 'apiVersion')
    manifest.apiVersion = pick(random, [hostileText(random), `secrets.infisical.com/${hostileText(random)}`]);
  else if (what === 'kind') manifest.kind = hostileText(random);
  else if (typeof metadata === 'object') metadata[what] = hostileText(random);
}

/** `apiVersion` and `kind` stay texts: whoever reads the files sees to that. */
function set(holder: object, key: string, value: unknown): void {
  const isIdentity = key === 'apiVersion' || key === 'kind';
  const own = isIdentity && typeof value !== 'string' ? 'Other' : value;
  Object.defineProperty(holder, key, { value: own, configurable: true, enumerable: true, writable: true });
}

function renameKey(random: Random, holder: Tree, key: string): void {
  if (['apiVersion', 'kind'].includes(key)) return;
  const value = holder[key];
  delete holder[key];
  set(holder, hostileText(random), value);
}

function hostileValue(random: Random): unknown {
  return random() < 0.7 ? hostileText(random) : structuredClone(pick(random, ODDITIES));
}

function hostileText(random: Random): string {
  const chance = random();
  if (chance < 0.4) return pick(random, NAMES);
  if (chance < 0.5) return MARK + pick(random, NAMES);
  return `${random() < 0.5 ? 'a' : ''}${pick(random, CODE)}${MARK}${random() < 0.3 ? pick(random, CODE) : ''}`;
}

function* placesIn(value: unknown): Generator<{ holder: object; key: string }> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, item] of Object.entries(value)) {
    yield { holder: value, key };
    yield* placesIn(item);
  }
}
