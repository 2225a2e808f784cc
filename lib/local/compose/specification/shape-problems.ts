import { closest } from '../../../text/did-you-mean';
import { quotedName } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { quotedNames, typeOf } from '../../../text/shown';
import type { Shape, Simple } from './shape';

/** Deeper than any field of the specification: what holds itself ends here. */
const DEEPEST = 20;

/**
 * What is wrong with a value where compose expects a shape. No message has a value in it, which may be a secret; names
 * are quoted where they are names.
 *
 * @param path where the value stands, as a message can name it
 */
export function shapeProblems(value: unknown, shape: Shape, path: string, depth = 0): string[] {
  if (depth > DEEPEST) return [`${path} is nested too deep, or holds itself`];
  if (Array.isArray(value) && shape.items !== undefined) return listProblems(value, shape, shape.items, path, depth);
  if (isMap(value) && (shape.fields !== undefined || shape.entries !== undefined)) {
    return mapProblems(value, shape, path, depth);
  }
  return isSimple(value, shape) ? wordProblems(value, shape, path) : [kindProblem(value, shape, path)];
}

function listProblems(value: readonly unknown[], { areItemsUnique }: Shape, items: Shape, path: string, depth: number) {
  const problems = value.flatMap((item, i) => shapeProblems(item, items, `${path}[${i}]`, depth + 1));
  const texts = value.filter((item) => typeof item !== 'object');
  const twice = areItemsUnique ? texts.findIndex((item, i) => texts.indexOf(item) < i) : -1;
  return twice < 0 ? problems : [...problems, `${path}[${twice}] is there already: compose takes each once`];
}

function mapProblems(
  value: Map,
  { fields = {}, required = [], entries, entryName }: Shape,
  path: string,
  depth: number,
) {
  const missing = required.filter((field) => value[field] === undefined);
  return [
    ...missing.map((field) => `${path} has no ${field}, which compose needs`),
    ...Object.entries(value).flatMap(([name, item], i) => {
      if (item === undefined) return [];
      const known = Object.hasOwn(fields, name) ? fields[name] : entries;
      if (known !== undefined && (entryName?.test(name) ?? true)) {
        return shapeProblems(item, known, `${path}${step(name, i)}`, depth + 1);
      }
      return name.startsWith('x-') ? [] : [unknownProblem(name, fields, entries, path)];
    }),
  ];
}

function unknownProblem(name: string, fields: { [field: string]: Shape }, entries: Shape | undefined, path: string) {
  if (entries !== undefined) return `${path} has the name ${quotedName(name)}, which compose does not take as one`;
  const meant = closest(name, Object.keys(fields)) ?? closest(snakeCase(name), Object.keys(fields));
  const remedy = meant === undefined ? `it has ${fewOfFields(Object.keys(fields))}` : `did you mean "${meant}"?`;
  return `${path} has no field ${quotedName(name)} in the compose specification: ${remedy}`;
}

/** Props are written in camel case, and the fields of compose are not. */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fewOfFields(names: readonly string[]): string {
  return names.length > 12
    ? 'others, see https://docs.docker.com/reference/compose-file/services/'
    : quotedNames(names);
}

function wordProblems(value: unknown, { words, from, to }: Shape, path: string): string[] {
  if (typeof value === 'string' && words !== undefined && !words.includes(value)) {
    const meant = closest(value, words);
    return [`${path} must be ${meant === undefined ? `one of ${quotedNames(words)}` : `"${meant}"`}`];
  }
  const isOutside = typeof value === 'number' && (value < (from ?? value) || value > (to ?? value));
  return isOutside
    ? [`${path} must be a number from ${from}${to === undefined ? '' : ` to ${to}`}, found ${value}`]
    : [];
}

function kindProblem(value: unknown, shape: Shape, path: string): string {
  const kinds = [
    ...shape.simple.map((kind) => SIMPLE[kind].called),
    ...(shape.items === undefined ? [] : ['a list']),
    ...(shape.fields === undefined && shape.entries === undefined ? [] : ['an object']),
  ];
  return `${path} must be ${kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : listed(kinds)}, found ${typeOf(value)}`;
}

const SIMPLE: { readonly [kind in Simple]: { readonly called: string; readonly is: (value: unknown) => boolean } } = {
  text: { called: 'a text', is: (value) => typeof value === 'string' },
  number: { called: 'a number', is: (value) => Number.isFinite(value) },
  'whole number': { called: 'a whole number', is: (value) => Number.isInteger(value) },
  flag: { called: 'true or false', is: (value) => typeof value === 'boolean' },
  nothing: { called: 'null', is: (value) => value === null },
};

function isSimple(value: unknown, { simple }: Shape): boolean {
  return simple.some((kind) => SIMPLE[kind].is(value));
}

interface Map {
  readonly [name: string]: unknown;
}

function isMap(value: unknown): value is Map {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** `.nofile`, or the number of an entry whose name is none. */
function step(name: string, index: number): string {
  return quotedName(name).startsWith('"') && name !== '' ? `.${name}` : `[entry ${index + 1}]`;
}
