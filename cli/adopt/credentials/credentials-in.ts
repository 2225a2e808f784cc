import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { withoutCredentials } from '../../../lib/text/credential-text';
import { scalarText } from '../compare/scalar';
import {
  isCredentialField,
  isCredentialHeader,
  isCredentialName,
  isSetting,
  promisesCredential,
} from './credential-name';
import { hasCredential, hasCredentialFlag } from './credential-text';
import { isFilledIn } from './literal-text';

type Path = readonly (string | number)[];

/** Where in an object a credential stands, or what may be one. */
export interface CredentialPlace {
  readonly path: Path;
  readonly remedy: string;
}

/** The places of an object that hold a credential, or what looks like one. */
export function credentialsIn(manifest: Manifest): CredentialPlace[] {
  return isSecret(manifest) ? valuesOf(manifest, []) : [...placesIn(manifest, manifest, [], undefined)];
}

/** What the fields of the operator's resources are called that have no credential in them. */
const OF_OPERATOR: ReadonlySet<string> = new Set([
  'destinationSecretName',
  'key',
  'secretName',
  'secretNamespace',
  'secretPath',
  'secretType',
  'secretsPath',
  'serviceAccountKeyFilePath',
  'serviceAccountTokenAudiences',
]);

/** What a Secret may have besides its values. */
const OF_SECRET: ReadonlySet<string> = new Set(['apiVersion', 'immutable', 'kind', 'metadata', 'type']);

/** Whether it is a Secret that holds anything. */
export function isSecret(object: unknown): boolean {
  const { kind, stringData } = fields(object);
  if (stringData !== undefined) return true;
  const isOne = typeof kind === 'string' && kind.toLowerCase() === 'secret';
  return isOne && Object.keys(fields(object)).some((field) => !OF_SECRET.has(field));
}

/** Whether a Secret with values stands inside of another object: in a list, in a template. */
function isEmbedded(value: unknown): boolean {
  const { data, stringData } = fields(value);
  return isSecret(value) && (data !== undefined || stringData !== undefined);
}

const INTO_THE_CLUSTER = 'put it into a Secret in the cluster, and refer to that';
const INTO_INFISICAL = 'put it into Infisical, and take it from the managed Secret (valueFrom.secretKeyRef)';
const OUT_OF_CODE = 'put it into Infisical';
const AS_BEFORE = 'apply the Secret as before, or have Infisical manage it';

function valuesOf(secret: object, at: Path): CredentialPlace[] {
  return Object.entries(secret).flatMap(([field, value]) => {
    if (OF_SECRET.has(field) || identityIn(value) !== undefined) return [];
    const keys = Object.keys(fields(value));
    return keys.length > 0
      ? keys.map((key) => ({ path: [...at, field, key], remedy: AS_BEFORE }))
      : [{ path: [...at, field], remedy: AS_BEFORE }];
  });
}

/** The id of a machine identity, which is no secret; undefined unless it is all that the data of a Secret hold. */
export function identityIn(data: unknown): string | undefined {
  const [[key, value] = [], ...others] = Object.entries(fields(data));
  if (key !== 'identityId' || others.length > 0 || typeof value !== 'string') return undefined;
  return [value, Buffer.from(value, 'base64').toString()].find((id) =>
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id),
  );
}

function* placesIn(value: unknown, of: Manifest, path: Path, holder: unknown): Generator<CredentialPlace> {
  if (typeof value === 'string' || typeof value === 'number') {
    if (isCredential(scalarText(value), of, path, holder)) yield { path, remedy: remedyFor(of, path) };
  } else if (isEmbedded(value)) yield* valuesOf(value as object, path);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* placesIn(item, of, [...path, index], value);
  } else {
    for (const [name, item] of Object.entries(fields(value))) {
      const at = [...path, name];
      if (hasCredential(name)) yield { path: at, remedy: remedyFor(of, at) };
      else yield* placesIn(item, of, at, value);
    }
  }
}

function isCredential(value: string, of: Manifest, path: Path, holder: unknown): boolean {
  if (path[1] === 'encryptedData' && SEALED.test(value)) return false;
  if (hasCredential(value) || hasCredential(decoded(value, path))) return true;
  if (hasCredentialFlag(value) || (isArgument(path) && isCredentialOfCommand(of, path))) return true;
  if (isHost(path) && withoutCredentials(value) !== value) return true;
  const name = nameOf(path, holder);
  if (isFilledIn(value) || name === undefined || isSetting(value, name)) return false;
  switch (placeOf(path, of)) {
    case 'label':
      return false;
    case 'header':
      return isCredentialHeader(name) || isCredentialName(name);
    case 'variable':
      return isCredentialName(name);
    case 'operator':
      return !OF_OPERATOR.has(name) && promisesCredential(name);
    default:
      return isCredentialField(name);
  }
}

/** What Sealed Secrets encrypted, so that it may stand in git. */
const SEALED = /^[A-Za-z\d+/]{200,}={0,2}$/;

/** What a value is called: by its field, by the `name` beside it, or by the flag before it. */
function nameOf(path: Path, holder: unknown): string | undefined {
  const last = path.at(-1);
  if (Array.isArray(holder) && typeof last === 'number') {
    const flag = /^--?([\w.-]+)$/.exec(scalarText(holder[last - 1]))?.[1];
    return flag ?? (isArgument(path) ? undefined : (path.findLast((part) => typeof part === 'string') as string));
  }
  const { name } = fields(holder);
  if (last === 'value' && typeof name === 'string') return name;
  // Helm has these of everything that pods shall restart for.
  if (String(last).startsWith('checksum/')) return undefined;
  return String(last).replace(/^.*\//, '');
}

function isArgument(path: Path): boolean {
  return ['args', 'command'].includes(String(path.at(-2)));
}

/** Whether the words up to this one are a command with a credential in it, and those before are none: `-u`, `user:password`. */
function isCredentialOfCommand(of: Manifest, path: Path): boolean {
  const container = path
    .slice(0, -2)
    .reduce((place: unknown, part) => (place as { [name: string]: unknown })[part], of);
  const { command, args } = fields(container);
  const at = Number(path.at(-1));
  const own = wordsAt(path.at(-2) === 'args' ? args : command, Math.max(0, at - WORDS), at + 1);
  const before = path.at(-2) === 'args' && at < WORDS ? wordsAt(command, 0, WORDS) : [];
  const words = [...before, ...own];
  const isLeaking = (all: string[]) => hasCredential(all.join(' ').slice(-1_024));
  return isLeaking(words) && !isLeaking(words.slice(0, -1));
}

function wordsAt(list: unknown, from: number, to: number): string[] {
  return Array.isArray(list) ? list.slice(from, to).map(scalarText) : [];
}

/** How many words before a credential say whose it is. */
const WORDS = 16;

/** Where an address stands, which has no user, no query and no fragment. */
function isHost(path: Path): boolean {
  return path[0] === 'spec' && /^(?:hostAPI|address)$/.test(String(path.at(-1)));
}

/** Where variables, headers and entries of maps are called as somebody liked; labels name what they are about. */
function placeOf(path: Path, { kind, apiVersion }: Manifest): 'label' | 'header' | 'variable' | 'operator' | 'other' {
  const parent = String(path.findLast((part, index) => typeof part === 'string' && index < path.length - 1));
  if (/headers$/i.test(parent)) return 'header';
  if (/labels$/i.test(parent)) return 'label';
  if (parent === 'annotations') return 'other';
  if (['env', 'args', 'command', 'envVars'].includes(parent) || isArgument(path)) return 'variable';
  if (kind === 'ConfigMap' && ['data', 'binaryData'].includes(String(path[0]))) return 'variable';
  return apiVersion.startsWith('secrets.infisical.com/') ? 'operator' : 'other';
}

/** What stands in base64 in a ConfigMap. */
function decoded(value: string, path: Path): string {
  return path[0] === 'binaryData' ? Buffer.from(value, 'base64').toString() : '';
}

function remedyFor({ apiVersion }: Manifest, path: Path): string {
  if (isHost(path)) return 'take all but scheme, host and path out of the URL';
  if (apiVersion.startsWith('secrets.infisical.com/')) return INTO_THE_CLUSTER;
  return path.includes('env') ? INTO_INFISICAL : OUT_OF_CODE;
}
