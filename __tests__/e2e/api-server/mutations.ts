import type { Path } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';

/** What is put in the place of every leaf of an object, one after the other. */
const VALUES: readonly (readonly [what: string, value: (old: unknown) => unknown])[] = [
  ['empty', () => ''],
  ['64 characters', () => 'a'.repeat(64)],
  ['254 characters', () => 'a'.repeat(254)],
  ['upper case', (old) => (typeof old === 'string' && /[a-z]/.test(old) ? old.toUpperCase() : 'Upper')],
  ['a blank', (old) => (typeof old === 'string' && old !== '' ? `${old} b` : ' ')],
  ['a slash', (old) => (typeof old === 'string' && old !== '' ? `${old}/b` : 'a/b')],
  ['..', () => '..'],
  ['-1', () => -1],
  ['0', () => 0],
  ['65536', () => 65_536],
  ['1.5', () => 1.5],
  ['another type', (old) => (typeof old === 'string' ? { a: 'b' } : 'text')],
  ['a boolean', () => true],
  ['null', () => null],
];

interface Mutation {
  readonly path: Path;
  readonly what: string;
  readonly object: object;
}

/** An object in which one thing was changed. */
export interface ChangedObject {
  /** Which leaf of which kind, and how. */
  readonly name: string;
  readonly object: object;
  readonly origin: object;
}

/** Each leaf of each kind changed in every way, in whatever object it comes first. */
export function changedObjects(objects: readonly object[]): ChangedObject[] {
  const seen = new Set<string>();
  return objects.flatMap((origin) => {
    const { apiVersion, kind } = origin as Manifest;
    const isNew = (path: string) => {
      const size = seen.size;
      return seen.add(`${apiVersion} ${kind} ${path}`).size > size;
    };
    return [...mutationsOf(origin, isNew)].map(({ path, what, object }) => {
      return { name: `${apiVersion} ${kind} ${shape(path)} (${what})`, object, origin };
    });
  });
}

/** Fields whose names are the user's own: one stands for all. */
const MAPS = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'stringData', 'binaryData', 'selector'],
  ...['limits', 'requests', 'hard', 'default', 'defaultRequest', 'secretLabels', 'secretAnnotations', 'parameters'],
]);

/** The path of a leaf without places in lists and names in maps: `.spec.template.spec.containers[].name`. */
function shape(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? '[]' : isOwnName(path, i) ? '{}' : `.${key}`)).join('');
}

function isOwnName(path: Path, i: number): boolean {
  return MAPS.has(String(path[i - 1])) && path[i] !== 'matchLabels' && path[i] !== 'matchExpressions';
}

/** All leaves of an object, and its empty lists and objects. */
function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  if (entries.length === 0) yield path;
  for (const [key, inside] of entries) yield* leavesOf(inside, [...path, key]);
}

/** The object with each leaf changed in each way; of leaves of one shape only the first, and the last one for duplicates. */
function* mutationsOf(object: object, isNew: (shape: string) => boolean): Generator<Mutation> {
  for (const path of [...leavesOf(object)]) {
    if (path.length === 0 || !isNew(shape(path))) continue;
    const old = valueAt(object, path);
    for (const [what, value] of VALUES) {
      const changed = value(old);
      if (changed !== old) yield { path, what, object: withValue(object, path, changed) };
    }
    yield { path, what: 'missing', object: withValue(object, path, undefined) };
    if (isOwnName(path, path.length - 1)) yield* renamed(object, path);
    yield* holdersWithout(object, path, isNew);
    yield* duplicates(object, path);
  }
}

/** Each list and object around a leaf, taken away and emptied. */
function* holdersWithout(object: object, path: Path, isNew: (shape: string) => boolean): Generator<Mutation> {
  for (let length = path.length - 1; length > 0; length--) {
    const holder = path.slice(0, length);
    if (!isNew(`${shape(holder)} itself`)) return;
    yield { path: holder, what: 'missing', object: withValue(object, holder, undefined) };
    yield { path: holder, what: 'null', object: withValue(object, holder, null) };
    yield { path: holder, what: 'a text', object: withValue(object, holder, 'text') };
    const empty = Array.isArray(valueAt(object, holder)) ? [] : {};
    yield { path: holder, what: 'without content', object: withValue(object, holder, empty) };
    yield { path: [...holder, 'unknownField'], what: 'unknown', object: withField(object, holder) };
  }
}

/** The name in a map changed in each way that a text can be. */
function* renamed(object: object, path: Path): Generator<Mutation> {
  const [holder, key] = [path.slice(0, -1), String(path[path.length - 1])];
  for (const [what, value] of VALUES) {
    const name = value(key);
    if (typeof name !== 'string' || name === key) continue;
    const { [key]: own, ...rest } = valueAt(object, holder) as Record<string, unknown>;
    yield { path, what: `its name ${what}`, object: withValue(object, holder, { ...rest, [name]: own }) };
  }
}

function withField(object: object, holder: Path): object {
  const value = valueAt(object, holder);
  const changed = Array.isArray(value) ? [...value, 'unknownField'] : { ...(value as object), unknownField: 'x' };
  return withValue(object, holder, changed);
}

/** A list around the leaf with one of its items once more, whole, and with only the leaf like that of its neighbour. */
function* duplicates(object: object, path: Path): Generator<Mutation> {
  const index = path.findLastIndex((key) => typeof key === 'number');
  if (index < 0) return;
  const list = path.slice(0, index);
  const items = valueAt(object, list) as readonly unknown[];
  const item = items[path[index] as number];
  yield { path, what: 'twice', object: withValue(object, list, [...items, item]) };
  const rest = path.slice(index + 1);
  const [first] = items;
  if (rest.length === 0 || first === item) return;
  const same = withValue(item as object, rest, valueAt(first as object, rest));
  yield { path, what: 'like its neighbour', object: withValue(object, path.slice(0, index + 1), same) };
}

function valueAt(object: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], object);
}

function withValue<T>(object: T, [key, ...rest]: Path, value: unknown): T {
  const copy = (Array.isArray(object) ? [...object] : { ...object }) as Record<string | number, unknown>;
  const changed = rest.length === 0 ? value : withValue(copy[key], rest, value);
  if (changed === undefined && Array.isArray(copy)) copy.splice(key as number, 1);
  else if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return copy as T;
}
