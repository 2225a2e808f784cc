import type { Field } from '../field';
import type { Generation, OperatorKind } from '../kinds';
import type { SecretKeyReference } from '../object-reference';
import type { ReferenceField } from '../reference-field';
import type { Resource } from '../resource';
import { SECRETS_SCOPE, type SourceForm } from '../source-form';

/** One way in which the operator logs in to Infisical: all that differs between it and the others. */
export interface AuthMethod {
  /** Its name, which is the `method` of an InfisicalAuth: `kubernetes`. */
  readonly name: string;
  /** What the operator logs in with, for the documentation. */
  readonly with: string;
  /** Its block in the `authentication` of v1alpha1. */
  readonly v1alpha1: string;
  /** Its block in an InfisicalAuth; a legacy method has none. */
  readonly v1beta1?: string;
  /** What it is called where upstream calls it legacy: only an InfisicalSecret has it. */
  readonly legacy?: string;
  /** How the block of an InfisicalSecret has the source, where not as `secretsScope`. */
  readonly source?: SourceForm;
  /** What it is made of, by the options that say so. */
  readonly parts: Readonly<Record<string, AuthPart>>;
  /** Options with all that it has. */
  readonly example: object;
}

/** A method whose parts are just its options. */
export interface AuthMethodOf<O> extends AuthMethod {
  readonly parts: { readonly [option in keyof O]-?: AuthPart };
  readonly example: Required<O>;
}

/** The type of an option: a text, true or false, a list of texts, an object, or the Secret with credentials. */
export type OptionType = 'text' | 'flag' | 'texts' | 'reference' | 'credentials';

/** What an option of a method is in the blocks of the operator's resources. */
export interface AuthPart {
  readonly type: OptionType;
  readonly render: (value: unknown, place: LoginPlace) => object;
  /** The option that says what stands in a block; undefined where that is the default, or not told by the block. */
  readonly read: (login: Login, ownNamespace: string | undefined) => unknown;
  /** What is provably missing, with what to write. */
  readonly missing: (login: Login) => MissingPart[];
  /** The keys of Secrets that the block refers to. */
  readonly keys?: (login: Login) => SecretKey[];
  /** The keys of the Secret that the option names. */
  readonly secretKeys?: readonly { readonly key: string; readonly sensitive?: boolean }[];
  /** Why a resource cannot have this value, where it cannot; `in` is its kind, or v1beta1. */
  readonly unknown?: (value: unknown, kind: AuthKind) => string | undefined;
}

/** A part of a login that is not there, or the object that it would be in. */
export interface MissingPart {
  readonly field: Field;
  /** What it is, and what to write. */
  readonly words: string;
}

/** The kinds that say how the operator logs in. */
export type AuthKind = Extract<
  OperatorKind,
  'InfisicalSecret' | 'InfisicalPushSecret' | 'InfisicalDynamicSecret' | 'InfisicalAuth'
>;

export interface LoginPlace {
  readonly kind: AuthKind;
  /** The namespace of the resource: the operator never fills one in. */
  readonly namespace: string | undefined;
  /** The key of a Secret with the id of the identity, for an InfisicalAuth. */
  readonly identity?: SecretKeyReference;
}

export interface SecretKey extends ReferenceField {
  readonly key: string | undefined;
  /** Whether who knows the value can log in. */
  readonly sensitive: boolean;
}

/** One way to log in that a resource has. */
export interface Login {
  readonly resource: Resource;
  readonly generation: Generation;
  readonly method: AuthMethod;
  readonly block: Field;
}

/** A way to log in that a program declares. */
export interface AuthDeclaration {
  readonly method: AuthMethod;
  /** By the names of the parts. */
  readonly options: object;
}

/** How a method stands in an InfisicalSecret beside what it reads. */
export function sourceFormOf({ source = SECRETS_SCOPE }: AuthMethod): SourceForm {
  return source;
}

export function isKnownTo(kind: OperatorKind, { v1beta1, legacy }: AuthMethod): boolean {
  return kind === 'InfisicalAuth' ? v1beta1 !== undefined : legacy === undefined || kind === 'InfisicalSecret';
}

/** The name of the factory of InfisicalAuth that declares it: `awsIam`. */
export function factoryOf({ v1beta1, v1alpha1 }: AuthMethod): string {
  return v1beta1 ?? v1alpha1;
}

export function renderBlock({ method, options }: AuthDeclaration, place: LoginPlace): object {
  return Object.assign(
    {},
    ...Object.entries(method.parts).map(([name, part]) => part.render(ownValue(options, name), place)),
  );
}

/**
 * The options that declare a login; undefined where the block lacks a part, or has something else in its place.
 *
 * @param identityId the id of the identity, which an InfisicalAuth has in a Secret
 */
export function optionsOf(
  login: Login,
  ownNamespace: string | undefined,
  identityId?: string,
): Readonly<Record<string, unknown>> | undefined {
  if (missingParts(login).length > 0) return undefined;
  const told: Record<string, unknown> = {};
  for (const [name, { type, read }] of Object.entries(login.method.parts)) {
    const value = read(login, ownNamespace) ?? undefined;
    if (value === undefined) continue;
    if (!IS_OF[type](value)) return undefined;
    told[name] = value;
  }
  const needsId = login.generation === 'v1beta1' && 'identityId' in login.method.parts;
  if (needsId && identityId === undefined) return undefined;
  return needsId ? { identityId, ...told } : told;
}

const isText = (value: unknown) => typeof value === 'string';
const isReference = (value: unknown) => isText(ownValue(value, 'name'));

const IS_OF: Readonly<Record<OptionType, (value: unknown) => boolean>> = {
  text: isText,
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every(isText),
  reference: isReference,
  credentials: isReference,
};

/** What a login provably lacks, with what to write. Namespaces are another rule's. */
export function missingParts(login: Login): MissingPart[] {
  return Object.values(login.method.parts).flatMap((part) => part.missing(login));
}

export function secretKeysOf(login: Login): SecretKey[] {
  return Object.values(login.method.parts).flatMap(({ keys }) => keys?.(login) ?? []);
}

/** What a resource of a kind cannot have of what is declared. */
export function unknownParts({ method, options }: AuthDeclaration, kind: AuthKind): string[] {
  return Object.entries(method.parts).flatMap(([name, { unknown }]) => unknown?.(ownValue(options, name), kind) ?? []);
}

/** Who logs in: the name of the object with what it takes, or the id of the identity. */
export function principalOf({ method, options }: AuthDeclaration): string {
  const reference = Object.entries(method.parts).find(([, { type }]) => type === 'reference' || type === 'credentials');
  const principal =
    reference === undefined ? ownValue(options, 'identityId') : ownValue(ownValue(options, reference[0]), 'name');
  return String(principal ?? '');
}

/** The id of the identity that is declared, if the method has one. */
export function identityIdOf({ options }: AuthDeclaration): string | undefined {
  return (ownValue(options, 'identityId') as string | undefined) || undefined;
}

function ownValue(object: unknown, name: string): unknown {
  return (object as Readonly<Record<string, unknown>> | undefined)?.[name];
}
