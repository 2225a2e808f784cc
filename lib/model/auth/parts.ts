import { listed } from '../../text/listed';
import type { Field } from '../field';
import { type ObjectReference, secretReference, withNamespace } from '../object-reference';
import { objectReference } from '../reference-field';
import { withoutUndefined } from '../without-undefined';
import type { AuthKind, AuthPart, Login, LoginPlace, MissingPart } from './auth-method';

const IDENTITY = 'the id of the machine identity';
const SET_IDENTITY = `identityId: set ${IDENTITY}`;

/** The id of a machine identity, which v1alpha1 has in the open, and v1beta1 in a Secret. */
export function identityId(): AuthPart {
  const field = 'identityIdRef';
  return {
    type: 'text',
    render: (value, { kind, identity }) =>
      kind === 'InfisicalAuth' ? { [field]: identity } : withoutUndefined({ identityId: value }),
    read: ({ block }) => block.at('identityId').raw,
    missing: (login) =>
      isShared(login)
        ? missingIdentity(login.block.at(field), field)
        : missingText(login.block.at('identityId'), SET_IDENTITY),
    keys: (login) => (isShared(login) ? [keyIn(login.block.at(field), false)] : []),
  };
}

/** A Secret that v1alpha1 looks keys up in, and whose keys v1beta1 refers to one by one. */
export function credentials({ field, keys }: { readonly field: string; readonly keys: readonly Key[] }): AuthPart {
  const names = keys.map(({ key }) => key);
  const what = `the ${names.length === 1 ? 'key' : 'keys'} ${listed(names.map((name) => `"${name}"`))}`;
  return {
    type: 'credentials',
    render: (value, { kind, namespace }) =>
      kind === 'InfisicalAuth'
        ? Object.fromEntries(
            keys.map(({ key, reference = '' }) => [reference, { ...referenceIn(value, namespace), key }]),
          )
        : { [field]: secretReference(value as ObjectReference | undefined, namespace) },
    read: (login, ownNamespace) =>
      isShared(login)
        ? readReference(objectReference(login.block.at(keys[0].reference ?? '')), ownNamespace)
        : readReference(objectReference(login.block.at(field), 'secretName', 'secretNamespace'), ownNamespace),
    missing: ({ block, ...login }) =>
      isShared(login)
        ? keys.flatMap(({ reference = '', what = '' }) => missingKey(block.at(reference), reference, what))
        : missingText(block.at(field, 'secretName'), `${field}.secretName: name the Secret with ${what}`),
    keys: ({ block, ...login }) =>
      isShared(login)
        ? keys.map(({ reference = '', sensitive = false }) => keyIn(block.at(reference), sensitive))
        : keys.map(({ key, sensitive = false }) => {
            return { ...objectReference(block.at(field), 'secretName', 'secretNamespace'), key, sensitive };
          }),
    secretKeys: keys,
  };
}

/** A key of a Secret with credentials. */
interface Key {
  readonly key: string;
  /** The field of an InfisicalAuth that refers to it. */
  readonly reference?: string;
  /** What it is, for messages. */
  readonly what?: string;
  /** Whether who knows its value can log in. */
  readonly sensitive?: boolean;
}

export function serviceAccount(): AuthPart {
  const field = 'serviceAccountRef';
  return {
    type: 'reference',
    render: (value, { namespace }) => ({ [field]: referenceIn(value, namespace) }),
    read: ({ block }, ownNamespace) => readReference(objectReference(block.at(field)), ownNamespace),
    missing: ({ block }) =>
      missingText(block.at(field, 'name'), 'service account: name the one with whose token it logs in'),
  };
}

interface ValueOptions {
  readonly type: AuthPart['type'];
  readonly field: string;
  /** What an absent one means for this library; what stands in the block is else the option. */
  readonly default?: unknown;
  /** What an absent field means for the operator. */
  readonly absent?: unknown;
  /** What to write where there is none; it may be absent without this. */
  readonly required?: string;
  /** The kinds whose block has it; all where absent. */
  readonly kinds?: readonly AuthKind[];
  /** Why a block without it cannot have this value. */
  readonly unknown?: (value: unknown, kind: AuthKind) => string | undefined;
}

/** A field that says just what the option says. */
export function value({ field, required, kinds, unknown, ...options }: ValueOptions): AuthPart {
  const isIn = (kind: AuthKind) => kinds?.includes(kind) ?? true;
  const read = (raw: unknown) =>
    raw === options.default || (options.type === 'texts' && isEmptyList(raw)) ? undefined : raw;
  return {
    type: options.type,
    render: (value, { kind }: LoginPlace) =>
      isIn(kind) ? withoutUndefined({ [field]: value ?? options.default }) : {},
    read: ({ block, resource }) =>
      isIn(resource.manifest.kind as AuthKind) ? read(block.at(field).raw ?? options.absent) : undefined,
    missing: ({ block }) => (required === undefined ? [] : missingText(block.at(field), `${field}: ${required}`)),
    unknown: (value, kind) => (isIn(kind) ? undefined : unknown?.(value, kind)),
  };
}

function isShared({ generation }: Pick<Login, 'generation'>): boolean {
  return generation === 'v1beta1';
}

function referenceIn(value: unknown, namespace: string | undefined) {
  return withNamespace(value as ObjectReference | undefined, namespace);
}

/** A reference without the namespace that it has anyway. */
function readReference({ name, namespace }: ReturnType<typeof objectReference>, ownNamespace: string | undefined) {
  const where = namespace.value;
  return withoutUndefined({ name: name.value, namespace: where === ownNamespace ? undefined : where });
}

function keyIn(reference: Field, sensitive: boolean) {
  return { ...objectReference(reference), key: reference.text('key').value, sensitive };
}

function missingText(field: Field, words: string): MissingPart[] {
  return field.isEmpty ? [{ field, words }] : [];
}

/** Of a reference that is not there at all, its name is enough. */
function missingKey(reference: Field, field: string, what: string): MissingPart[] {
  const name = missingText(reference.at('name'), `${field}.name: name the Secret with ${what}`);
  return reference.isEmpty
    ? name
    : [...name, ...missingText(reference.at('key'), `${field}.key: name the key with ${what}`)];
}

/** In a program it is the id itself that is missing, whatever is made of it. */
function missingIdentity(reference: Field, field: string): MissingPart[] {
  const unnamed = missingText(reference.at('name'), `${SET_IDENTITY} (in YAML ${field}.name, the Secret that has it)`);
  return unnamed.length > 0 ? unnamed : missingKey(reference, field, IDENTITY);
}

function isEmptyList(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length === 0;
}
