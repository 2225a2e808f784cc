import type { IConstruct } from 'constructs';
import type { Manifest } from './manifest';

/** One object that the rules look at, and where a finding about it belongs. */
export interface Subject {
  readonly manifest: Manifest;
  /** The construct that a person would look for; absent for objects read from YAML. */
  readonly construct?: IConstruct;
  /** The Infisical host as the user wrote it, before a suffix was added for the API generation. */
  readonly declaredHost?: string;
  /** The secret keys that the user declared to exist at the object's sources; absent where none were declared. */
  readonly declaredKeys?: readonly string[];
  /** The file that the object was read from; absent for objects of constructs. */
  readonly file?: string;
  /** Why the object cannot be rendered; its manifest is then without a spec. */
  readonly failure?: string;
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

/** Remembers on a construct which secret keys exist at its sources. */
export function declareKeys(construct: IConstruct, keys: readonly string[] | undefined): void {
  Object.defineProperty(construct, DECLARED_KEYS, { value: keys });
}

export function declaredKeysOf(construct: IConstruct): readonly string[] | undefined {
  return (construct as { [DECLARED_KEYS]?: readonly string[] })[DECLARED_KEYS];
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
