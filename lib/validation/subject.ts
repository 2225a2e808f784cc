import type { IConstruct } from 'constructs';
import type { Manifest } from './manifest';
import { suppressionReason } from './suppress';

/** One object that the rules look at, and where a finding about it belongs. */
export interface Subject {
  readonly manifest: Manifest;
  /** The construct that a person would look for; absent for objects read from YAML. */
  readonly construct?: IConstruct;
  /** The Infisical host as the user wrote it, before a suffix was added for the API generation. */
  readonly declaredHost?: string;
  /** The secret keys that the user wrote down as those of the object's sources; absent where none were written. */
  readonly declaredKeys?: readonly string[];
  /** The keys that a catalogue has for them: nobody wrote these down, so that nobody has to use them. */
  readonly knownKeys?: readonly string[];
  /** Where a catalogue looked these up; absent where not all sources are in one. */
  readonly keyPlaces?: KeyPlaces;
  /** Whether its user said that what it logs in with is declared elsewhere. */
  readonly hasForeignLogin?: boolean;
  /** The rules whose findings about the object follow from a problem of its construct's own props. */
  readonly explainedRules?: readonly string[];
  /** The secrets, as constructs, that a workload uses; absent where none is known. */
  readonly usedSecrets?: readonly IConstruct[];
  /** The file that the object was read from; absent for objects of constructs. */
  readonly file?: string;
  /** Why the object cannot be rendered; its manifest is then without a spec. */
  readonly failure?: string;
}

/** The places of an object's keys, such as `prod:/orders`. */
export interface KeyPlaces {
  readonly own: readonly string[];
  /** The other places that have a key, the nearest first. */
  readonly othersWith: (key: string) => readonly string[];
}

const DECLARED_HOST = Symbol('declaredHost');

/** Remembers on a construct the host as the user wrote it, so that messages can quote it. */
export function declareHost(construct: IConstruct, url: string): void {
  Object.defineProperty(construct, DECLARED_HOST, { value: url });
}

export function declaredHostOf(construct: IConstruct): string | undefined {
  return (construct as { [DECLARED_HOST]?: string })[DECLARED_HOST];
}

const DECLARED_KEYS = Symbol('declaredKeys');
const KNOWN_KEYS = Symbol('knownKeys');
const KEY_PLACES = Symbol('keyPlaces');

/**
 * Remembers on a construct which secret keys exist at its sources: those that a user wrote down, or, as `known`, those
 * that a catalogue has. A construct can have both, and what it has is taken for all keys that there are: where one source
 * is without, there is nothing to remember. Both say what a workload can use (rules C2, K5); only for what was written
 * down is it asked who uses it (C3).
 */
export function declareKeys(
  construct: IConstruct,
  keys: readonly string[] | undefined,
  { known = false }: { readonly known?: boolean } = {},
): void {
  Object.defineProperty(construct, known ? KNOWN_KEYS : DECLARED_KEYS, { value: keys, configurable: true });
}

/** Remembers on a construct where a catalogue looked its keys up. */
export function declareKeyPlaces(construct: IConstruct, places: KeyPlaces): void {
  Object.defineProperty(construct, KEY_PLACES, { value: places });
}

export function keysOf(construct: IConstruct): Pick<Subject, 'declaredKeys' | 'knownKeys' | 'keyPlaces'> {
  const {
    [DECLARED_KEYS]: declaredKeys,
    [KNOWN_KEYS]: knownKeys,
    [KEY_PLACES]: keyPlaces,
  } = construct as IConstruct & {
    readonly [DECLARED_KEYS]?: readonly string[];
    readonly [KNOWN_KEYS]?: readonly string[];
    readonly [KEY_PLACES]?: KeyPlaces;
  };
  return { declaredKeys, knownKeys, keyPlaces };
}

/** All keys at the object's sources; undefined where nobody told them. */
export function existingKeys({ declaredKeys, knownKeys }: Subject): ReadonlySet<string> | undefined {
  if (declaredKeys === undefined && knownKeys === undefined) return undefined;
  return new Set([...(declaredKeys ?? []), ...(knownKeys ?? [])]);
}

const FOREIGN_LOGIN = Symbol('foreignLogin');

/** Remembers on a construct that it logs in with an InfisicalAuth that is declared elsewhere. */
export function declareForeignLogin(construct: IConstruct): void {
  Object.defineProperty(construct, FOREIGN_LOGIN, { value: true });
}

export function hasForeignLogin(construct: IConstruct): boolean {
  return (construct as { [FOREIGN_LOGIN]?: true })[FOREIGN_LOGIN] ?? false;
}

const EXPLAINED = Symbol('explained');
type Explained = IConstruct & { [EXPLAINED]?: Map<string, readonly string[]> };

/** Remembers on a construct that a problem of its own, under a rule, is what other rules would find once more. */
export function declareExplained(construct: IConstruct, by: string, rules: readonly string[]): void {
  const known = (construct as Explained)[EXPLAINED] ?? new Map<string, readonly string[]>();
  Object.defineProperty(construct, EXPLAINED, { value: known.set(by, rules), configurable: true });
}

/** The rules that have nothing to add; a problem that is suppressed explains nothing. */
export function explainedRulesOf(construct: IConstruct): string[] {
  const known = [...((construct as Explained)[EXPLAINED] ?? [])];
  return known.flatMap(([by, rules]) => (suppressionReason(construct, by) === undefined ? rules : []));
}

const DECLARED_BY = Symbol('declaredBy');

/** Remembers on an object the construct that a person would look for, where it is not the one that holds it. */
export function declareOwner(object: IConstruct, owner: IConstruct): void {
  Object.defineProperty(object, DECLARED_BY, { value: owner });
}

export function ownerOf(object: IConstruct): IConstruct {
  const declared = (object as { [DECLARED_BY]?: IConstruct })[DECLARED_BY];
  return declared ?? (object.node.id === 'Resource' && object.node.scope ? object.node.scope : object);
}
