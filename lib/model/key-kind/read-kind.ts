import { looksLikeCredential } from '../../text/credential-text';
import { typeOf } from '../../text/shown';
import { type KeyKind, LARGEST } from './key-kind';

/** What somebody wrote in the place of a kind, and what is wrong with it. */
export type ReadKind = { readonly kind: KeyKind } | { readonly problem: string };

type Given = { readonly [option: string]: unknown };

/** The options of each kind, and what is wrong with them: behind the name of the kind, as in `integer: min must be …`. */
const OPTIONS: {
  readonly [kind in KeyKind['kind']]: { readonly [option: string]: (value: unknown) => string | undefined };
} = {
  integer: { min: wholeNumberProblem, max: wholeNumberProblem },
  port: {},
  boolean: {},
  url: { schemes: schemesProblem },
  oneOf: { values: valuesProblem },
  json: {},
  base64: {},
  text: { minLength: lengthProblem },
};

/** A kind from anybody: a program without types, or a file. Nothing of what stands in it can make a pattern grow. */
export function readKind(given: unknown): ReadKind {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { problem: 'is no kind' };
  const { kind, ...options } = given as Given;
  if (!isKind(kind)) return { problem: `has a kind that is none of ${Object.keys(OPTIONS).join(', ')}` };
  const problem = optionsProblem(kind, options) ?? relationProblem(kind, options);
  if (problem !== undefined) return { problem: `${kind}: ${problem}` };
  const known = Object.entries(options).filter(([, value]) => value !== undefined);
  return { kind: { kind, ...Object.fromEntries(known) } as KeyKind };
}

function isKind(kind: unknown): kind is KeyKind['kind'] {
  return typeof kind === 'string' && Object.hasOwn(OPTIONS, kind);
}

function optionsProblem(kind: KeyKind['kind'], options: Given): string | undefined {
  const known = OPTIONS[kind];
  const names = Object.keys(known);
  for (const [option, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, option)) {
      return names.length === 0 ? 'has no options' : `knows ${names.join(' and ')} only`;
    }
    const problem = value === undefined ? undefined : known[option](value);
    if (problem !== undefined) return `${option} must be ${problem}`;
  }
  return kind === 'oneOf' && options.values === undefined ? 'values must be a list of texts' : undefined;
}

function relationProblem(kind: KeyKind['kind'], { min, max }: Given): string | undefined {
  return kind === 'integer' && typeof min === 'number' && typeof max === 'number' && min > max
    ? `min is ${min}, and max ${max}: no number is both`
    : undefined;
}

function wholeNumberProblem(value: unknown): string | undefined {
  const isFine = Number.isInteger(value) && Math.abs(Number(value)) <= LARGEST;
  return isFine ? undefined : `a whole number of at most 15 digits, ${foundText(value)}`;
}

function lengthProblem(value: unknown): string | undefined {
  const isFine = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000;
  return isFine ? undefined : `a whole number from 1 to 1000, ${foundText(value)}`;
}

const MOST_SCHEMES = 20;
const MOST_VALUES = 100;
/** Some have one before them, `jdbc:postgresql`, or a driver behind: `oracle+cx_oracle`. */
const SCHEME = /^(?:[a-z][a-z0-9+._-]{0,29}:)?[a-z][a-z0-9+._-]{0,29}$/;

function schemesProblem(value: unknown): string | undefined {
  const isScheme = (one: unknown) => typeof one === 'string' && one.length <= 60 && SCHEME.test(one);
  if (isListOf(value, isScheme, MOST_SCHEMES)) return undefined;
  return `a list such as ["https"], each a scheme in small letters, without "://"`;
}

function valuesProblem(value: unknown): string | undefined {
  if (isListOf(value, isShownText, MOST_VALUES)) return undefined;
  return `a list of 1 to ${MOST_VALUES} different texts of 1 to 100 characters, which everybody may see`;
}

/** What stands in files and messages: no control character, and nothing that should be secret. */
function isShownText(value: unknown): boolean {
  return typeof value === 'string' && /^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u.test(value) && !looksLikeCredential(value);
}

function isListOf(value: unknown, fits: (item: unknown) => boolean, most: number): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) return false;
  return new Set(value).size === value.length && Array.from<unknown>(value).every(fits);
}

function foundText(value: unknown): string {
  return typeof value === 'number' ? `found ${value}` : `found ${typeOf(value)}`;
}
