import type { FieldType } from '../../../lib/schemas/field-types';
import { fieldsOf, kindDeclarationOf } from '../../../lib/schemas/part-types';
import type { Manifest } from '../../synthesis';

export type Place = readonly (string | number)[];

/** An object and what one change makes of it. */
export interface FieldChange {
  readonly place: Place;
  readonly how: string;
  readonly object: Manifest;
}

/** Every field of an object taken away, and every field that it could have put in or emptied, one at a time. */
export function changesOf(object: Manifest): FieldChange[] {
  const declaration = kindDeclarationOf(object);
  if (declaration === undefined) throw new Error(`nobody knows ${object.kind}`);
  return changesBelow(object, { shape: 'part', type: declaration.type }, [])
    .filter(({ place: [first] }) => !OUTER.has(String(first)))
    .map(({ place, value }) => ({
      place,
      how: value === undefined ? 'absent' : JSON.stringify(value),
      object: withValue(object, place, value),
    }));
}

const OUTER: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

type Change = { readonly place: Place; readonly value: unknown };

function changesBelow(value: unknown, type: FieldType, place: Place): Change[] {
  if (type.shape === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => changesBelow(item, type.of, [...place, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  if (type.shape === 'map') {
    return Object.keys(own).flatMap((name) => [{ place: [...place, name], value: undefined }]);
  }
  if (type.shape !== 'part') return [];
  return [...fieldsOf(type.type)].flatMap(([name, declared]) => {
    const at = [...place, name];
    const isGiven = Object.hasOwn(own, name);
    return [
      ...(isGiven ? [{ place: at, value: undefined }] : []),
      ...emptyOf(declared.type).map((empty) => ({ place: at, value: empty })),
      ...(isGiven ? changesBelow(own[name], declared.type, at) : []),
    ];
  });
}

/** What a field of Go is where nobody gives it, as far as it can be written. */
function emptyOf(type: FieldType): unknown[] {
  switch (type.shape) {
    case 'list':
      return [[]];
    case 'map':
    case 'part':
      return [{}];
    case 'word':
      return [''];
  }
  switch (type.scalar) {
    case 'bool':
      return [false];
    case 'string':
      return [''];
    case 'int32':
    case 'int64':
    case 'number':
    case 'IntOrString':
      return [0];
    case 'Quantity':
      return ['0'];
  }
  return [];
}

export function withValue(object: Manifest, place: Place, value: unknown): Manifest {
  const copy = structuredClone(object);
  const holder = place.slice(0, -1).reduce<unknown>((tree, key) => Object(tree)[key], copy) as Record<string, unknown>;
  const last = String(place.at(-1));
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

/** The places of a field for which there is room, `[]` standing for each item and `*` for each field. */
export function placesAt(tree: unknown, path: Place): Place[] {
  const [first, ...rest] = path;
  if (typeof tree !== 'object' || tree === null) return [];
  const own = tree as Record<string, unknown>;
  const name = String(first);
  if (name.endsWith('[]')) {
    const list = name.slice(0, -2);
    const items = Array.isArray(own[list]) ? own[list] : [];
    return items.flatMap((item, index) => placesAt(item, rest).map((place) => [list, index, ...place]));
  }
  if (rest.length === 0) return [[name]];
  return placesAt(own[name], rest).map((place) => [name, ...place]);
}
