import { imageReferenceIn, NoReference } from '../../images/image-reference';
import {
  KEY,
  listOf,
  mapOf,
  NAME,
  objectOf,
  PLAIN_VALUE,
  PORT,
  type PropType,
  type PropTypes,
  SECRET_KEY_MAP,
  TEXT,
  UNSHOWN_TEXT,
  withoutShowing,
} from '../../props/prop-types';
import type { PropsProblem } from '../../props/props-problem';
import { quotedText } from '../../text/key-name';
import { HEALTH_CHECK } from '../prop-types';
import type { BackingServiceOptions, DatabaseOptions, InitializedServiceOptions } from './backing-service-options';
import { imageTagProblem } from './image-tag';

/** A name of a volume, or a folder: what stands before the colon of a mount. */
const VOLUME = textThat('the name of a volume, or a folder that begins with "./" or "/"', (text) =>
  /^(?:[A-Za-z0-9][\w.-]*|(?:\.{1,2}|~)?\/[^:]*|\.{1,2}|~)$/s.test(text),
);
const ADDRESS = textThat(
  'an address, for example "127.0.0.1"',
  (text) => /^[0-9a-f.:[\]]+$/i.test(text) && /[.:]/.test(text),
);
const IMAGE_NAME = textWithout(imageNameProblem, 'the name of an image without its tag');
const IMAGE_TAG = textWithout(imageTagProblem, 'the tag of an image');

export const COMMON_TYPES: PropTypes<BackingServiceOptions> = {
  image: IMAGE_NAME,
  tag: IMAGE_TAG,
  port: PORT,
  hostIp: ADDRESS,
  ports: listOf(TEXT),
  volume: VOLUME,
  volumes: listOf(TEXT),
  env: withoutShowing(mapOf(PLAIN_VALUE)),
  secretKeys: SECRET_KEY_MAP,
  args: listOf(UNSHOWN_TEXT),
  dependsOn: listOf(TEXT),
  healthCheck: HEALTH_CHECK,
  restart: TEXT,
};

/** @param endings those of the files that the image runs */
function initializedTypes(endings: readonly string[]): PropTypes<InitializedServiceOptions> {
  const what = `a file that ends in ${endings.join(', ')}, and has no ":" in its path`;
  const isScript = (text: string) => !text.includes(':') && endings.some((ending) => text.endsWith(ending));
  return { ...COMMON_TYPES, initScripts: listOf(textThat(what, isScript)) };
}

export function databaseTypes(endings: readonly string[]): PropTypes<DatabaseOptions> {
  const names = { user: NAME, database: NAME };
  return { ...initializedTypes(endings), ...names, passwordKey: KEY, userKey: KEY, databaseKey: KEY };
}

/** What is wrong with options, behind the place where they stand. */
export function optionProblems<T extends object>(
  options: T,
  types: PropTypes<T>,
  required: readonly (keyof T & string)[],
  path: string,
): PropsProblem[] {
  const problems = objectOf(types)(options, path);
  if (typeof options !== 'object' || options === null) return problems;
  const given = new Map<string, unknown>(Object.entries(options));
  const missing = required.filter((option) => given.get(option) === undefined);
  const twice = Object.keys(types).filter(
    (name) => given.get(name) !== undefined && given.get(`${name}Key`) !== undefined,
  );
  return [
    ...problems,
    ...missing.map((option) => n5(`${path}.${option} is missing: write the name of the secret key`)),
    ...twice.map((name) => n5(`${path}.${name} and ${path}.${name}Key exclude each other: keep one`)),
  ];
}

function imageNameProblem(text: string): string | undefined {
  try {
    const { tag, digest } = imageReferenceIn(text);
    return tag === undefined && digest === undefined ? undefined : 'has one: write it as tag';
  } catch (error) {
    if (error instanceof NoReference) return error.message;
    throw error;
  }
}

function textThat(what: string, isRight: (text: string) => boolean): PropType {
  return (value, path) => {
    if (typeof value !== 'string' || isRight(value)) return TEXT(value, path);
    return [n5(`${path} must be ${what}, found ${quotedText(value)}`)];
  };
}

/** @param problemOf what stands behind a text that is wrong */
function textWithout(problemOf: (text: string) => string | undefined, what: string): PropType {
  return (value, path) => {
    const problem = typeof value === 'string' ? problemOf(value) : undefined;
    if (typeof value !== 'string' || problem === undefined) return TEXT(value, path);
    return [n5(`${path} must be ${what}, found ${quotedText(value)}, which ${problem}`)];
  };
}

function n5(message: string): PropsProblem {
  return { rule: 'N5', message };
}
