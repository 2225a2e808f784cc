import { scalarText } from '../../lib/json/scalar';
import { isOfOperator } from '../../lib/model/app-model';
import { Field, type Path } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { isCredentialOfPush, isNaming } from '../../lib/model/static-secret-push';
import { hasCredential, hasCredentialFlag } from '../../lib/text/credential-forms';
import {
  isCredentialField,
  isCredentialHeader,
  isCredentialName,
  isSetting,
  promisesCredential,
} from '../../lib/text/credential-name';
import { withoutCredentials } from '../../lib/text/credential-text';
import { isFilledIn } from '../../lib/text/literal-text';

/** Where in an object a credential stands, or what may be one. */
export interface CredentialPlace {
  readonly path: Path;
  readonly remedy: string;
}

/** The places of an object that hold a credential, or what looks like one. */
export function credentialsIn(manifest: Manifest): CredentialPlace[] {
  const object = Field.of(manifest);
  return isSecret(object) ? valuesOf(object) : [...placesIn(object, manifest)];
}

/** Where below a place of an object a credential stands, or what looks like one; the place itself where it stands in one. */
export function credentialPathsBelow(manifest: Manifest, path: Path): Path[] {
  const field = Field.of(manifest).at(...path);
  const above = [...holdersOf(field)];
  const isInside = above.some(
    (holder) => isSecretWithValues(holder) && !OF_SECRET.includes(String(path[holder.path.length])),
  );
  if (isInside || path.some((key) => typeof key === 'string' && hasCredential(key))) return [path];
  const isAround = path.length <= APPLIED.length && path.every((key, index) => key === APPLIED[index]);
  const applied = isAround && Field.of(manifest).at(...APPLIED).isGiven ? [{ path: APPLIED }] : [];
  return [...applied, ...placesIn(field, manifest)].map((place) => place.path);
}

/** What kubectl has applied: the whole object, with its values. */
const APPLIED: Path = ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'];

function* holdersOf({ holder }: Field): Generator<Field> {
  for (let field = holder; field !== undefined; field = field.holder) yield field;
}

function isSecretWithValues(holder: Field): boolean {
  return holder.holder === undefined ? isSecret(holder) : isEmbedded(holder);
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
const OF_SECRET: readonly string[] = ['apiVersion', 'immutable', 'kind', 'metadata', 'type'];

/** Whether an object is a Secret that holds anything. */
export function isSecret(object: Field): boolean {
  if (object.at('stringData').raw !== undefined) return true;
  const isOne = object.text('kind').value?.toLowerCase() === 'secret';
  return isOne && !object.hasOnly(...OF_SECRET);
}

/** Whether a Secret with values stands inside of another object: in a list, in a template. */
function isEmbedded(value: Field): boolean {
  return isSecret(value) && ['data', 'stringData'].some((field) => value.at(field).raw !== undefined);
}

const INTO_THE_CLUSTER = 'put it into a Secret in the cluster, and refer to that';
const INTO_INFISICAL = 'put it into Infisical, and take it from the managed Secret (valueFrom.secretKeyRef)';
const OUT_OF_CODE = 'put it into Infisical';
const AS_BEFORE = 'apply the Secret as before, or have Infisical manage it';

function valuesOf(secret: Field): CredentialPlace[] {
  return secret.entries().flatMap(([name, field]) => {
    if (OF_SECRET.includes(name) || identityIn(field) !== undefined) return [];
    const values = field.entries();
    return (values.length > 0 ? values.map(([, value]) => value) : [field]).map(({ path }) => ({
      path,
      remedy: AS_BEFORE,
    }));
  });
}

/** The id of a machine identity, which is no secret; undefined unless it is all that the data of a Secret hold. */
export function identityIn(data: Field): string | undefined {
  const { value } = data.text('identityId');
  if (value === undefined || !data.hasOnly('identityId')) return undefined;
  return [value, Buffer.from(value, 'base64').toString()].find((id) =>
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id),
  );
}

function* placesIn(field: Field, of: Manifest): Generator<CredentialPlace> {
  if (typeof field.raw === 'string' || typeof field.raw === 'number') {
    if (isCredential(field, of)) yield { path: field.path, remedy: remedyFor(of, field.path) };
    return;
  }
  if (isEmbedded(field)) {
    yield* valuesOf(field);
    return;
  }
  for (const item of [...field.items(), ...field.entries().map(([, entry]) => entry)]) {
    const isNameOne = typeof item.key === 'string' && hasCredential(item.key);
    if (isNameOne) yield { path: item.path, remedy: remedyFor(of, item.path) };
    else yield* placesIn(item, of);
  }
}

function isCredential(field: Field, of: Manifest): boolean {
  const { path } = field;
  const value = scalarText(field.raw);
  if (path[1] === 'encryptedData' && SEALED.test(value)) return false;
  if (hasCredential(value) || hasCredential(decodeBinaryData(value, path))) return true;
  if (hasCredentialFlag(value) || (isArgument(path) && isCredentialOfCommand(field))) return true;
  if (isHost(path) && withoutCredentials(value) !== value) return true;
  const name = nameOf(field);
  if (isFilledIn(value) || name === undefined || isSetting(value, name)) return false;
  switch (placeOf(path, of)) {
    case 'label':
      return false;
    case 'header':
      return isCredentialHeader(name) || isCredentialName(name);
    case 'variable':
      return isCredentialName(name);
    case 'push':
      return isCredentialOfPush(field) || (!isNaming(name) && (isCredentialField(name) || isCredentialName(name)));
    case 'operator':
      return !OF_OPERATOR.has(name) && promisesCredential(name);
    default:
      return isCredentialField(name);
  }
}

/** What Sealed Secrets encrypted, so that it may stand in git. */
const SEALED = /^[A-Za-z\d+/]{200,}={0,2}$/;

/** What a value is called: by its field, by the `name` next to it, or by the flag before it. */
function nameOf({ key, path, holder }: Field): string | undefined {
  if (typeof key === 'number') {
    const isFlag = /^--[a-z]/.test(scalarText(holder?.at(key).raw));
    const flag = isFlag ? undefined : /^--?([\w.-]+)$/.exec(scalarText(holder?.at(key - 1).raw))?.[1];
    return flag ?? (isArgument(path) ? undefined : (path.findLast((part) => typeof part === 'string') as string));
  }
  const name = holder?.text('name').value;
  if (key === 'value' && name !== undefined) return name;
  // Helm has these of everything that pods shall restart for.
  if (key.startsWith('checksum/')) return undefined;
  return key.replace(/^.*\//, '');
}

function isArgument(path: Path): boolean {
  return ['args', 'command'].includes(String(path.at(-2)));
}

/** Whether the words up to this one are a command with a credential in it, and those before are none: `-u`, `user:password`. */
function isCredentialOfCommand({ key, holder }: Field): boolean {
  const at = Number(key);
  const isOfArgs = holder?.key === 'args' && at < WORDS;
  const words = [
    ...(isOfArgs ? wordsAt(holder.holder?.at('command'), 0, WORDS) : []),
    ...wordsAt(holder, Math.max(0, at - WORDS), at + 1),
  ];
  const isLeaking = (all: string[]) => hasCredential(all.join(' ').slice(-1_024));
  return isLeaking(words) && !isLeaking(words.slice(0, -1));
}

function wordsAt(list: Field | undefined, from: number, to: number): string[] {
  return Array.isArray(list?.raw) ? list.raw.slice(from, to).map(scalarText) : [];
}

/** How many words before a credential say whose it is. */
const WORDS = 16;

/** Where an address stands, which has no user, no query and no fragment. */
function isHost(path: Path): boolean {
  return path[0] === 'spec' && /^(?:hostAPI|address)$/.test(String(path.at(-1)));
}

/** Where variables, headers and entries of maps are called as somebody liked; labels name what they are about. */
function placeOf(path: Path, manifest: Manifest): 'label' | 'header' | 'variable' | 'operator' | 'push' | 'other' {
  const parent = String(path.findLast((part, index) => typeof part === 'string' && index < path.length - 1));
  if (/headers$/i.test(parent)) return 'header';
  if (/labels$/i.test(parent)) return 'label';
  if (parent === 'annotations') return 'other';
  if (['env', 'args', 'command', 'envVars'].includes(parent) || isArgument(path)) return 'variable';
  if (manifest.kind === 'ConfigMap' && ['data', 'binaryData'].includes(String(path[0]))) return 'variable';
  if (!isOfOperator(manifest)) return 'other';
  // None of its fields is known.
  return manifest.kind === 'InfisicalStaticSecretPush' && path[0] === 'spec' ? 'push' : 'operator';
}

/** What stands in base64 in a ConfigMap. */
function decodeBinaryData(value: string, path: Path): string {
  return path[0] === 'binaryData' ? Buffer.from(value, 'base64').toString() : '';
}

function remedyFor(manifest: Manifest, path: Path): string {
  if (isHost(path)) return 'take all but scheme, host and path out of the URL';
  if (isOfOperator(manifest)) return INTO_THE_CLUSTER;
  return path.includes('env') ? INTO_INFISICAL : OUT_OF_CODE;
}
