import type { Field } from './field';
import { objectOf, type Resource, specOf } from './resource';

/** How deep the schemas go, and some more: a YAML alias can make a spec contain itself. */
const DEPTH = 12;

/** The wanted places anywhere inside of another one, but for what is inside of them, and of what is closed. */
export function placesIn(holder: Field, isWanted: Test, isClosed: Test): Field[] {
  const found: Field[] = [];
  const look = (field: Field, depth: number) => {
    if (isWanted(field)) found.push(field);
    else if (depth < DEPTH && typeof field.raw === 'object' && !isClosed(field)) lookInside(field, depth + 1);
  };
  const lookInside = (field: Field, depth: number) => {
    field.eachPlace((place) => look(place, depth));
  };
  lookInside(holder, 0);
  return found;
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

/** Templates and metadata hold texts of the user's own. */
function textsIn(spec: Field, wanted: RegExp): Field<string>[] {
  const isWanted = ({ key, raw }: Field) => wanted.test(String(key)) && typeof raw === 'string';
  return placesIn(spec, isWanted, ({ key }) => key === 'template' || key === 'metadata') as Field<string>[];
}
