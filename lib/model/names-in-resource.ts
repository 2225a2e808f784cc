import type { Field } from './field';
import { objectOf, type Resource, specOf } from './resource';

/** How deep the schemas go, and some more: a YAML alias can make a spec contain itself. */
const DEPTH = 12;

/** The wanted places anywhere inside of another one, but for what is inside of them, and of what is closed. */
export function placesIn(holder: Field, isWanted: Test, isClosed: Test): Field[] {
  const found: Field[] = [];
  const places = placesOf(holder);
  for (let i = 0; i < places.length; i++) {
    const { field, end } = places[i];
    const isFound = isWanted(field);
    if (isFound) found.push(field);
    if (isFound || (end > i + 1 && isClosed(field))) i = end - 1;
  }
  return found;
}

/** A place, and where the list of places goes on behind what is inside of it. */
interface Place {
  readonly field: Field;
  end: number;
}

const PLACES = new WeakMap<Field, readonly Place[]>();

/** All places inside of another one, what holds others before them: several rules look through the same. */
function placesOf(holder: Field): readonly Place[] {
  const known = PLACES.get(holder);
  if (known !== undefined) return known;
  const places: Place[] = [];
  const gather = (field: Field, depth: number) => {
    for (const inner of field.places()) {
      const place = { field: inner, end: 0 };
      places.push(place);
      if (depth < DEPTH && typeof inner.raw === 'object' && !isOwn(inner)) gather(inner, depth + 1);
      place.end = places.length;
    }
  };
  gather(holder, 0);
  PLACES.set(holder, places);
  return places;
}

type Test = (field: Field) => boolean;

/** The namespaces that an operator resource names, itself included. */
export function namespacesOf(resource: Resource): Field<string>[] {
  const own = objectOf(resource).text('metadata', 'namespace');
  return [...(own.value === undefined ? [] : [own]), ...textsIn(specOf(resource), /^(namespace|\w+Namespace)$/)];
}

/** The names of what an operator resource refers to; not those of what it writes. */
export function referredNamesOf(resource: Resource): Field<string>[] {
  const names = textsIn(specOf(resource), /^(name|\w+Name)$/);
  return names.filter(({ path: [, block] }) => !/^(managed\w+|targets)$/.test(String(block)));
}

/** Templates and metadata hold texts of the user's own: nobody looks for anything in them. */
function isOwn({ key }: Field): boolean {
  return key === 'template' || key === 'metadata';
}

function textsIn(spec: Field, wanted: RegExp): Field<string>[] {
  const isWanted = ({ key, raw }: Field) => typeof raw === 'string' && wanted.test(String(key));
  return placesIn(spec, isWanted, isOwn) as Field<string>[];
}
