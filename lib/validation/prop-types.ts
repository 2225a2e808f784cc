import type { PropsProblem } from './app-validation';
import { shown } from './shown';

/** What is wrong with a value that plain JavaScript, or a cast, has put into a prop: a line for each fault. */
export type PropType = (value: unknown, path: string) => string[];

export const TEXT = expected('text', (value) => typeof value === 'string');
export const FLAG = expected('true or false', (value) => typeof value === 'boolean');
export const COUNT = wholeNumber(0, 2 ** 31 - 1);
export const PORT = wholeNumber(1, 65_535);
export const FILE_MODE = wholeNumber(0, 0o777);
export const ANY_OBJECT = expected('an object', isObject);
/** For what is written as it is: an object that holds itself would have no end. */
export const PLAIN_OBJECT = expected(
  'an object that does not hold itself',
  (value) => isObject(value) && isEnding(value, []),
);
export const DURATION = instanceLike('a Duration, for example Duration.minutes(5)', 'toMilliseconds');

export function oneOf(values: { readonly [name: string]: string }): PropType {
  const known = Object.values(values);
  return expected(known.map((value) => `"${value}"`).join(' or '), (value) => known.includes(value as string));
}

export function listOf(type: PropType): PropType {
  return (value, path) =>
    Array.isArray(value)
      ? Array.from(value, (item: unknown, i) => type(item, `${path}[${i}]`)).flat()
      : fault(path, 'a list', value);
}

export function mapOf(type: PropType): PropType {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => type(item, `${path}["${key}"]`))
      : fault(path, 'an object', value);
}

/** A list of texts, or a map of texts. */
export const NAMES: PropType = (value, path) => (Array.isArray(value) ? listOf(TEXT) : mapOf(TEXT))(value, path);

/** An object whose props have these types; each may be left out. */
export function objectOf(props: { readonly [prop: string]: PropType }): PropType {
  return (value, path) => (isObject(value) ? faultsIn(value, props, `${path}.`) : fault(path, 'an object', value));
}

/** An instance of a class, told by a member that only it has: there may be two copies of the class. */
export function instanceLike(what: string, member: string, inside: PropType = () => []): PropType {
  return (value, path) =>
    typeof value === 'object' && value !== null && member in value ? inside(value, path) : fault(path, what, value);
}

/** The props without those of a wrong type, and what is wrong with these. */
export function soundProps<T extends object>(
  given: T,
  props: { readonly [prop: string]: PropType },
): { readonly sound: T; readonly faults: readonly PropsProblem[] } {
  if (!isObject(given)) return { sound: {} as T, faults: fault('the props', 'an object', given).map(n5) };
  const wrong = Object.entries(given).filter(([prop, value]) => faultsIn({ [prop]: value }, props, '').length > 0);
  const dropped = new Set(wrong.map(([prop]) => prop));
  const sound = Object.fromEntries(Object.entries(given).filter(([prop]) => !dropped.has(prop))) as T;
  return { sound, faults: faultsIn(Object.fromEntries(wrong), props, '').map(n5) };
}

function faultsIn(object: object, props: { readonly [prop: string]: PropType }, prefix: string): string[] {
  return Object.entries(object).flatMap(([prop, value]) =>
    value === undefined || !Object.hasOwn(props, prop) ? [] : props[prop](value, `${prefix}${prop}`),
  );
}

function isEnding(value: unknown, holders: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return true;
  // What an instance of a class holds is its own business.
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain) return true;
  return !holders.includes(value) && Object.values(value).every((part) => isEnding(part, [...holders, value]));
}

function wholeNumber(from: number, to: number): PropType {
  const isWithin = (value: unknown) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
  return expected(`a whole number from ${from} to ${to}`, isWithin);
}

function expected(what: string, accepts: (value: unknown) => boolean): PropType {
  return (value, path) => (accepts(value) ? [] : fault(path, what, value));
}

function fault(path: string, what: string, value: unknown): string[] {
  return [`${path} must be ${what}, found ${shown(value)}`];
}

function n5(message: string): PropsProblem {
  return { rule: 'N5', message };
}

function isObject(value: unknown): value is object {
  // Neither a list nor a Map, a Set, a Date or a promise.
  return Object.prototype.toString.call(value) === '[object Object]';
}
