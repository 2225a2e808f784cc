import { ownField } from '../../lib/json/json';
import { urlProblem } from '../../lib/model/host';
import { quotedName } from '../../lib/text/key-name';
import type { KubernetesDocument, Path } from '../yaml/kubernetes-yaml';
import { FIELD, keyAt, listAt, mapAt, RecordProblem, slugAt, textAt } from './checked-values';
import type { AbsentVariables, KeyPlace, LocalRecord, RecordedKey, RecordedKinds } from './record';
import { toldKinds } from './told-kinds';

/** What stood there before there was one list of places for each key. */
const OLD_FIELDS: readonly string[] = ['project', 'environment', 'paths', 'keys'];

const OLDER = 'is of an older release';

/** Whether a file is unread for that it was written by an older release. */
export function isOfOlderRelease({ message }: { readonly message: string }): boolean {
  return message.startsWith(`${FIELD} ${OLDER}`);
}

type Told = Pick<LocalRecord, 'host' | 'caFile' | 'keys'> & {
  readonly absent: ReadonlyMap<string, AbsentVariables>;
  readonly kinds: ReadonlyMap<string, RecordedKinds>;
};

/** What `x-infisical` tells: whom to ask, what each name is, and what is not there. */
export function toldIn(value: unknown, document: KubernetesDocument): Told {
  const all = mapAt(value, [FIELD]);
  if (ownField(all, 'reads') === undefined && OLD_FIELDS.some((field) => Object.hasOwn(all, field))) {
    throw new RecordProblem([FIELD], OLDER);
  }
  const own = mapAt(all, [FIELD], ['host', 'caFile', 'reads', 'absent', 'kinds']);
  const host = textAt(ownField(own, 'host'), [FIELD, 'host']).replace(/\/+$/, '');
  if (urlProblem(host) !== undefined || /[@?#]/.test(host))
    throw new RecordProblem([FIELD, 'host'], 'is no URL of a host');
  const caFile = ownField(own, 'caFile');
  return {
    host,
    ...(caFile !== undefined && { caFile: textAt(caFile, [FIELD, 'caFile']) }),
    keys: keysIn(listAt(ownField(own, 'reads'), [FIELD, 'reads']), document),
    absent: absentIn(ownField(own, 'absent')),
    kinds: toldKinds(ownField(own, 'kinds')),
  };
}

function absentIn(value: unknown = {}): Told['absent'] {
  const at = [FIELD, 'absent'];
  return new Map(
    Object.entries(mapAt(value, at)).map(([service, lacks]) => {
      const { variables = [], objects = [] } = mapAt(lacks, [...at, service], ['variables', 'objects']);
      const textsAt = (list: unknown, path: Path) => listAt(list, path).map((one, i) => textAt(one, [...path, i]));
      const told: AbsentVariables = {
        variables: textsAt(variables, [...at, service, 'variables']),
        objects: textsAt(objects, [...at, service, 'objects']),
      };
      return [service, told];
    }),
  );
}

function keysIn(reads: readonly unknown[], document: KubernetesDocument): ReadonlyMap<string, RecordedKey> {
  const found = new Map<string, RecordedKey>();
  for (const [index, read] of reads.entries()) {
    const at = [FIELD, 'reads', index];
    const { from, keys, optional = [] } = mapAt(read, at, ['from', 'keys', 'optional']);
    const free = optionalKeys(optional, mapAt(keys, [...at, 'keys']), [...at, 'optional']);
    const places = placesIn(listAt(from, [...at, 'from']), [...at, 'from']);
    for (const [key, name] of Object.entries(mapAt(keys, [...at, 'keys']))) {
      const path = [...at, 'keys', key];
      const own = nameAt(name, path);
      if (found.has(own)) throw new RecordProblem(path, `is called ${quotedName(own)}, as another key is`);
      const isOptional = free.includes(key);
      found.set(own, { name: own, key: keyAt(key, path), from: places, isOptional, place: document.placeAt(path) });
    }
  }
  return found;
}

function optionalKeys(value: unknown, keys: object, at: Path): string[] {
  return listAt(value, at).map((key, index) => {
    const told = textAt(key, [...at, index]);
    if (!Object.hasOwn(keys, told)) throw new RecordProblem([...at, index], 'is a key that is not read there');
    return told;
  });
}

function nameAt(value: unknown, path: Path): string {
  const name = textAt(value, path);
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new RecordProblem(path, 'must be called as a variable can be');
  keyAt(name, path);
  return name;
}

function placesIn(from: readonly unknown[], at: Path): KeyPlace[] {
  if (from.length === 0) throw new RecordProblem(at, 'names no place');
  return from.map((place, index) => placeIn(place, [...at, index]));
}

const PLACE_FIELDS: readonly string[] = ['project', 'environment', 'path', 'recursive', 'tags'];

function placeIn(value: unknown, at: Path): KeyPlace {
  const { project, environment, path, recursive, tags } = mapAt(value, at, PLACE_FIELDS);
  const { id, slug } = mapAt(project, [...at, 'project'], ['id', 'slug']);
  const folder = textAt(path, [...at, 'path']);
  if (!/^\/[\w/-]*$/.test(folder)) throw new RecordProblem([...at, 'path'], 'is no path like "/a/b"');
  if (recursive !== undefined && typeof recursive !== 'boolean')
    throw new RecordProblem([...at, 'recursive'], 'must be true, or not there');
  return {
    projectId: slugAt(id, [...at, 'project', 'id']),
    ...(slug !== undefined && { projectSlug: slugAt(slug, [...at, 'project', 'slug']) }),
    environment: slugAt(environment, [...at, 'environment']),
    path: folder,
    recursive: recursive === true,
    ...(tags !== undefined && { tags: tagsAt(tags, [...at, 'tags']) }),
  };
}

/** None would be all that there is. */
function tagsAt(value: unknown, at: Path): string[] {
  const tags = listAt(value, at);
  if (tags.length === 0) throw new RecordProblem(at, 'names no tag');
  return tags.map((tag, index) => slugAt(tag, [...at, index]));
}
