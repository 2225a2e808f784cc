// The fields of Kubernetes' own kinds by release, from what `tools/api-server/schema` reads in the source of each: what
// lib/schemas knows of them. Needs Go.
// Usage: node --import tsx tools/kubernetes-types.ts [FOLDER]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typesFile } from './types-file';

type Table<T> = Readonly<Record<string, T>>;

/** What one release has. */
interface Release {
  readonly kinds: Table<string>;
  readonly types: Table<Table<string>>;
  readonly enums: Table<readonly string[]>;
  /** All kinds that it serves, by default or where somebody asks for it, also those of which nothing else is known here. */
  readonly served: readonly string[];
}

/** From the oldest to the newest that is supported. */
const VERSIONS = ['1.29.6', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.4', '1.36.3', '1.37.2'];

const printed = execFileSync('go', ['run', '.', ...VERSIONS], {
  cwd: join(__dirname, 'api-server/schema'),
  encoding: 'utf8',
});
const byName: Table<Release> = JSON.parse(printed);
const names = Object.keys(byName);
const releases = Object.values(byName);

/** `@1.33`, `@-1.30`, `@1.31-1.35`, or nothing for what all releases have. */
function lifetime(isIn: (release: Release) => boolean): string {
  const has = releases.map(isIn);
  const [first, last] = [has.indexOf(true), has.lastIndexOf(true)];
  if (first === 0 && last === releases.length - 1) return '';
  const until = last === releases.length - 1 ? '' : `-${names[last]}`;
  return `@${first === 0 ? '' : names[first]}${until}`;
}

/** All keys of tables, those of the newest release first. */
function keysOf(tables: readonly (Table<unknown> | undefined)[]): string[] {
  return [...new Set([...tables].reverse().flatMap((table) => Object.keys(table ?? {})))].sort();
}

function latest<T>(pick: (release: Release) => T | undefined): T | undefined {
  return releases.map(pick).findLast((value) => value !== undefined);
}

const SCALARS: Table<string> = { MicroTime: 'Time', uint8: 'int32', int: 'int64', float64: 'number' };
/** A pointer, and yet the empty text is let through. */
const MAY_BE_EMPTY = new Set(['StorageClass.reclaimPolicy']);
const closed = keysOf(releases.map(({ enums }) => enums));

function typeText(type: string, place: string): string {
  if (type.startsWith('[]')) return `[]${typeText(type.slice(2), place)}`;
  if (type.startsWith('map[string]')) return `{}${typeText(type.slice(11), place)}`;
  const [, pointer, named] = /^(\*?)string:(.*)/.exec(type) ?? [];
  if (named !== undefined && !closed.includes(named)) return 'string';
  // In Go a pointer to the empty text is no default, unless that is one of the words.
  if (named !== undefined)
    return pointer && !hasEmptyWord(named) && !MAY_BE_EMPTY.has(place) ? `==${named}` : `=${named}`;
  return SCALARS[type] ?? type;
}

function hasEmptyWord(set: string): boolean {
  return releases.some(({ enums }) => enums[set]?.includes(''));
}

/** Types that are reached from the kinds. */
const reached = new Set<string>();
function addReached(type: string): void {
  const name = type.replace(/^(\[\]|map\[string\])*/, '');
  if (reached.has(name) || !releases.some(({ types }) => types[name])) return;
  reached.add(name);
  for (const { types } of releases) for (const field of Object.values(types[name] ?? {})) addReached(field);
}

/** What a server answers with, and nobody declares. */
const ANSWERS = new Set(['v1 APIGroup', 'v1 APIVersions', 'v1 Status']);

const kinds: Record<string, string> = {};
for (const kind of keysOf(releases.map((release) => release.kinds))) {
  if (ANSWERS.has(kind)) continue;
  const type = latest((release) => release.kinds[kind]) ?? '';
  kinds[kind] = `${type}${lifetime((release) => kind in release.kinds)}`;
  addReached(type);
}
const parts: Record<string, string> = {};
const words: Record<string, string> = {};
for (const part of [...reached].sort()) {
  const fields = keysOf(releases.map(({ types }) => types[part])).map((field) => {
    const type = typeText(latest(({ types }) => types[part]?.[field]) ?? '', `${part}.${field}`);
    if (type.includes('=')) words[type.replace(/.*=/, '')] = '';
    return `${field}:${type}${lifetime(({ types }) => types[part] === undefined || field in types[part])}`;
  });
  parts[part] = fields.join(' ');
}
for (const set of Object.keys(words)) {
  const all = [...new Set(releases.flatMap(({ enums }) => enums[set] ?? []))].filter(Boolean);
  words[set] = all.map((word) => `${word}${lifetime(({ enums }) => enums[set]?.includes(word) ?? true)}`).join(' ');
}

/** By group and version; those of the servers that kube-apiserver has inside are in no scheme of clients. */
const served: Record<string, string> = {
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
};
for (const name of [...new Set(releases.flatMap((release) => release.served))].sort()) {
  const [apiVersion, kind] = name.split(' ');
  const one = `${kind}${lifetime((release) => release.served.includes(name))}`;
  served[apiVersion] = served[apiVersion] === undefined ? one : `${served[apiVersion]} ${one}`;
}
const span = `${names[0]} to ${names.at(-1)}`;
const about = `The fields of Kubernetes' own kinds, as the Go types of its releases ${span} have them.`;
const text = typesFile('KUBERNETES', about, { kinds, parts, words });
const folder = process.argv[2] ?? join(__dirname, '../lib/schemas');
writeFileSync(join(folder, 'kubernetes-types.ts'), text);
const kindsText = typesFile('KUBERNETES', `The kinds that the API servers of Kubernetes ${span} serve.`, { served });
writeFileSync(join(folder, 'served-kinds.ts'), kindsText);
