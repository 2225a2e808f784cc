import type { PropsProblem } from '../evaluation/app-validation';
import { quotedName } from '../text/key-name';
import { shown } from '../text/shown';

type Fields = { readonly [field: string]: unknown };

const FIELD = /^[A-Za-z_$][\w$-]*$/;

/** What is wrong with the name of a field of `spec`: a path to it, where a name is due. */
export function fieldNameProblems(field: string | undefined): PropsProblem[] {
  if (field === undefined || FIELD.test(field)) return [];
  const parts = field.split(/[./]/).filter((part) => !['', '$', 'spec'].includes(part));
  const [name] = parts;
  const remedy =
    parts.length === 1 && FIELD.test(name) ? `write ${name}` : 'write its name, or one that is further below into spec';
  return [n5Problem(`authField must be the name of a field of spec, found ${shown(field)}: ${remedy}`)];
}

/** Fields that would not arrive: those without a value, and a spec within the spec. */
export function specProblems(spec: Fields | undefined): PropsProblem[] {
  if (spec === undefined) return [];
  const [only, ...others] = Object.keys(spec);
  if (only === 'spec' && others.length === 0 && isObject(spec.spec)) {
    return [n5Problem('spec has nothing but a spec: give the fields of it, as spec is written around them')];
  }
  return unsetIn(spec, 'spec').map((path) =>
    n5Problem(`${path} is undefined, and would not be written: give it a value, or leave it out`),
  );
}

export function emptySpecProblems(spec: unknown): PropsProblem[] {
  if (!isObject(spec) || Object.keys(spec).length > 0) return [];
  return [n5Problem('spec is empty, and pushes nothing: give the fields of the resource')];
}

function unsetIn(value: unknown, path: string): string[] {
  if (value === undefined) return [path];
  if (Array.isArray(value)) return Array.from(value, (item: unknown, i) => unsetIn(item, `${path}[${i}]`)).flat();
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, part]) =>
    unsetIn(part, FIELD.test(field) ? `${path}.${field}` : `${path}[${quotedName(field)}]`),
  );
}

function isObject(value: unknown): value is Fields {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function n5Problem(message: string): PropsProblem {
  return { rule: 'N5', message };
}
