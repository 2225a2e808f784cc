import { namesCredential } from '../text/credential-text';
import { keyNameProblem, quotedName } from '../text/key-name';
import { shown, shownAsNoText, typeOf } from '../text/shown';
import { inStableOrder } from './map-order';
import { misnamedIn, misspeltIn } from './misspelt-props';
import type { PropsProblem } from './props-problem';

/** What is wrong with a value that plain JavaScript, or a cast, has put into a prop. */
export interface PropType {
  /** @param name what the value is called, where it is one of a map */
  (value: unknown, path: string, name?: string): PropsProblem[];
  /** What is left of a value when its wrong parts are taken out; a prop without this is dropped as a whole. */
  readonly checked?: (value: unknown) => unknown;
}

/** A type for each prop: one that is added without a type does not compile. */
export type PropTypes<T> = { readonly [prop in keyof T]-?: PropType };

/** Types of props that there are not do not compile either. */
type NoOthers<T, P> = { readonly [prop in Exclude<keyof P, keyof T>]: never };

export const TEXT: PropType = (value, path) =>
  isText(value) ? [] : [n5Problem(`${path} must be text, found ${shownAsNoText(value)}`)];
/** A name that may be left out: nothing is called by an empty one. */
export const NAME: PropType = (value, path) =>
  value === '' ? [{ rule: 'N1', message: `${path} is empty: write a name, or leave it out` }] : TEXT(value, path);
/** A text that may be a secret, or stand beside one: a message names the type of what it found, and nothing of it. */
export const UNSHOWN_TEXT: PropType = (value, path) =>
  isText(value) ? [] : [n5Problem(`${path} must be text, found ${typeOf(value)}`)];
/** The text of a plain variable, which is written as it is: shown, unless its name promises a credential. */
export const PLAIN_VALUE: PropType = (value, path, name = '') =>
  namesCredential(name) ? UNSHOWN_TEXT(value, path) : TEXT(value, path);
export const FLAG = typeThatAccepts(
  'true or false',
  (value) => typeof value === 'boolean',
  (value) => (value === 'true' || value === 'false' ? value : undefined),
);
export const COUNT = wholeNumber(0, 2 ** 31 - 1);
export const WHOLE_NUMBER = wholeNumber(-(2 ** 31), 2 ** 31 - 1);
export const PORT = wholeNumber(1, 65_535);
const READABLE = [400, 440, 444];
/** Digits that are no octal number are a mode that nobody means: 440 is 0o670. */
export const FILE_MODE = typeThatAccepts(
  'a mode from 0 to 0o777',
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0o777 && !READABLE.includes(Number(value)),
  (value) => (/^0?[0-7]{3}$/.test(String(value)) ? `0o${String(value).slice(-3)}` : undefined),
);
export const ANY_OBJECT = typeThatAccepts('an object', isObject);
/** For what is written as it is: an object that holds itself would have no end. */
export const PLAIN_OBJECT = typeThatAccepts(
  'an object that does not hold itself',
  (value) => isObject(value) && isEnding(value, []),
);
/** For what is checked elsewhere, with all that belongs to it. */
export const ANYTHING: PropType = () => [];
export const DURATION = instanceLike('a Duration, for example Duration.minutes(5)', 'toMilliseconds');

export function oneOf(values: { readonly [name: string]: string }): PropType {
  const known = Object.values(values);
  return typeThatAccepts(known.map((value) => `"${value}"`).join(' or '), (value) => known.includes(value as string));
}

export function listOf(type: PropType): PropType {
  return (value, path) => (Array.isArray(value) ? itemProblems(type, value, path) : typeProblem(path, 'a list', value));
}

function itemProblems(type: PropType, items: readonly unknown[], path: string): PropsProblem[] {
  const problems: PropsProblem[] = [];
  for (let i = 0; i < items.length; i++) problems.push(...type(items[i], `${path}[${i}]`));
  return problems;
}

/** A list of which what is wrong in an entry is used without that part. */
export function tolerantListOf(type: PropType): PropType {
  return Object.assign(listOf(type), {
    checked: (value: unknown) =>
      Array.isArray(value)
        ? value.flatMap((item) => (type(item, '').length === 0 ? [item] : (type.checked?.(item) ?? [])))
        : undefined,
  });
}

export function mapOf(type: PropType, name: PropType = () => []): PropType {
  const nameProblems = (names: readonly string[], path: string) =>
    names.flatMap((one, i) => name(one, `the name of entry ${i + 1} of ${path}`));
  return Object.assign(
    (value: unknown, path: string) =>
      isObject(value)
        ? [
            ...nameProblems(Object.keys(value), path),
            ...Object.entries(value).flatMap(([key, item], i) =>
              // How an entry is called takes longer than to see that it is in order.
              type(item, '', key).length === 0 ? [] : type(item, `${path}[${entryName(key, i)}]`, key),
            ),
          ]
        : typeProblem(path, 'an object', value),
    {
      checked: (value: unknown) =>
        isObject(value)
          ? Object.fromEntries(
              Object.entries(value).filter(([key, item]) => [...name(key, ''), ...type(item, '')].length === 0),
            )
          : undefined,
    },
  );
}

/** The name of a secret key. What is none may be the value: no message repeats it (rule K7). */
export const KEY: PropType = (value, path) => {
  if (isKeyWithKind(value)) return [n5Problem(`${path} must be text, found a SecretKey: write its name, "….name"`)];
  const problem = typeof value === 'string' ? keyNameProblem(value) : undefined;
  return problem === undefined ? UNSHOWN_TEXT(value, path) : [{ rule: 'K7', message: `${path} ${problem}` }];
};

/** A key as users name it: by its name, or with what it holds. There may be two copies of the class. */
interface KeyWithKind {
  readonly name: unknown;
  readonly _keyProblems: readonly string[];
}

/** The name of a secret key, or a `SecretKey`. */
const SECRET_KEY: PropType = (value, path) =>
  isKeyWithKind(value)
    ? [...KEY(value.name, path), ...value._keyProblems.map((problem) => n5Problem(`${path}: ${problem}`))]
    : KEY(value, path);

function isKeyWithKind(value: unknown): value is KeyWithKind {
  return typeof value === 'object' && value !== null && Array.isArray((value as KeyWithKind)._keyProblems);
}

/** Whether it is a key, whatever is wrong with what it holds. */
function hasKeyName(value: unknown): boolean {
  return KEY(isKeyWithKind(value) ? value.name : value, '').length === 0;
}

export const KEYS: PropType = Object.assign(
  (value: unknown, path: string) =>
    Array.isArray(value) ? itemProblems(KEY, value, path) : unshownTypeProblem(path, 'a list', value),
  {
    checked: (value: unknown) =>
      Array.isArray(value) ? value.filter((item) => KEY(item, '').length === 0) : undefined,
  },
);

export const SECRET_KEY_MAP: PropType = Object.assign(mapOf(SECRET_KEY), {
  checked: (value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, key]) => hasKeyName(key))) : undefined,
});

/** A list of secret keys, or a map that has them as its values. */
export const KEY_NAMES: PropType = Object.assign(
  (value: unknown, path: string) => {
    if (!Array.isArray(value) && !isObject(value)) return unshownTypeProblem(path, 'a list or a map', value);
    return Array.isArray(value) ? itemProblems(SECRET_KEY, value, path) : SECRET_KEY_MAP(value, path);
  },
  {
    checked: (value: unknown) => (Array.isArray(value) ? value.filter(hasKeyName) : SECRET_KEY_MAP.checked?.(value)),
  },
);

/** An object whose props have these types; each may be left out. */
export function objectOf<T>(props: PropTypes<T>): PropType {
  const fits = (value: unknown, prop: string) => problemsOf(value, prop, props, '').length === 0;
  return (value, path) =>
    isObject(value)
      ? [...problemsIn(value, props, `${path}.`), ...misnamedIn(value, props, `${path}.`, fits)]
      : typeProblem(path, 'an object', value);
}

/** An object of which what is wrong in a part is used without that part, so that nothing follows from its absence. */
export function tolerantObjectOf<T extends object>(props: PropTypes<T>): PropType {
  return Object.assign(objectOf(props), {
    checked: (value: unknown) => (isObject(value) ? checkedProps(value, props).checked : undefined),
  });
}

/** A type of which, where it is wrong, another value is used, so that nothing follows from its absence. */
export function replacedBy(value: unknown, type: PropType): PropType {
  return Object.assign((given: unknown, path: string, name?: string) => type(given, path, name), {
    checked: () => value,
  });
}

/** A type of what may be a secret where it is wrong: a message names the type of a text or a number, and no more. */
export function withoutShowing(type: PropType): PropType {
  return Object.assign((value: unknown, path: string, name?: string) => {
    const problems = type(value, path, name);
    if (typeof value === 'object') return problems;
    const seen = `found ${shown(value)}`;
    return problems.map((one) => ({ ...one, message: one.message.replace(seen, () => `found ${typeOf(value)}`) }));
  }, type);
}

/** An instance of a class, told by a member that only it has: there may be two copies of the class. */
export function instanceLike(what: string, member: string, inside: PropType = () => []): PropType {
  return (value, path) =>
    typeof value === 'object' && value !== null && member in value
      ? inside(value, path)
      : typeProblem(path, what, value);
}

/** The props without those of a wrong type, and what is wrong with these. */
export function checkedProps<T extends object, P extends PropTypes<T>>(
  given: T,
  typed: P & NoOthers<T, P>,
): { readonly checked: T; readonly problems: readonly PropsProblem[] } {
  const types: { readonly [prop: string]: PropType } = typed;
  const props = inStableOrder(given);
  if (!isObject(props)) return { checked: {} as T, problems: typeProblem('the props', 'an object', props) };
  const problems = misspeltIn(props, types);
  const checked = Object.entries(props).filter((entry) => {
    const [prop, value] = entry;
    const found = problemsOf(value, prop, types, '');
    if (found.length === 0) return true;
    problems.push(...found);
    entry[1] = types[prop].checked?.(value);
    return entry[1] !== undefined;
  });
  return { checked: Object.fromEntries(checked) as T, problems };
}

function problemsIn(object: object, props: { readonly [prop: string]: PropType }, prefix: string): PropsProblem[] {
  const problems: PropsProblem[] = [];
  for (const [prop, value] of Object.entries(object)) problems.push(...problemsOf(value, prop, props, prefix));
  return problems;
}

function problemsOf(value: unknown, prop: string, props: { readonly [prop: string]: PropType }, prefix: string) {
  return value === undefined || !Object.hasOwn(props, prop) ? [] : props[prop](value, `${prefix}${prop}`);
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
  return typeThatAccepts(`a whole number from ${from} to ${to}`, isWithin, (value) =>
    isText(value) && /^\d+$/.test(value) && isWithin(Number(value)) ? value : undefined,
  );
}

/** @param meant how to write the value that was probably meant, if there is one */
function typeThatAccepts(
  what: string,
  accepts: (value: unknown) => boolean,
  meant: (value: unknown) => string | undefined = () => undefined,
): PropType {
  return (value, path) => (accepts(value) ? [] : typeProblem(path, what, value, meant(value)));
}

function typeProblem(path: string, what: string, value: unknown, meant?: string): PropsProblem[] {
  const remedy = meant === undefined ? '' : `, write ${meant}`;
  return [n5Problem(`${path} must be ${what}, found ${shown(value)}${remedy}`)];
}

/** A text in the place of names may be a value. */
function unshownTypeProblem(path: string, what: string, value: unknown): PropsProblem[] {
  return [n5Problem(`${path} must be ${what} of the names of keys, found ${typeOf(value)}`)];
}

function entryName(name: string, index: number): string {
  const quoted = quotedName(name);
  return quoted.startsWith('"') ? quoted : `entry ${index + 1}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function n5Problem(message: string): PropsProblem {
  return { rule: 'N5', message };
}

function isObject(value: unknown): value is { readonly [prop: string]: unknown } {
  // Neither a list nor a Map, a Set, a Date or a promise.
  return Object.prototype.toString.call(value) === '[object Object]';
}
