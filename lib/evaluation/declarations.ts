import type { IConstruct } from 'constructs';
import type { KeyFolders, Resource } from '../model/resource';
import type { RuleId } from '../validation/rule-ids';
import { suppressionReason } from './suppress';

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
const KEY_FOLDERS = Symbol('keyFolders');

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
export function declareKeyFolders(construct: IConstruct, folders: KeyFolders): void {
  Object.defineProperty(construct, KEY_FOLDERS, { value: folders });
}

export function keysOf(construct: IConstruct): Pick<Resource, 'declaredKeys' | 'knownKeys' | 'keyFolders'> {
  const {
    [DECLARED_KEYS]: declaredKeys,
    [KNOWN_KEYS]: knownKeys,
    [KEY_FOLDERS]: keyFolders,
  } = construct as IConstruct & {
    readonly [DECLARED_KEYS]?: readonly string[];
    readonly [KNOWN_KEYS]?: readonly string[];
    readonly [KEY_FOLDERS]?: KeyFolders;
  };
  return { declaredKeys, knownKeys, keyFolders: keyFolders };
}

const FOREIGN_LOGIN = Symbol('foreignLogin');

/** Remembers on a construct that it logs in with an InfisicalAuth that is declared elsewhere. */
export function declareForeignLogin(construct: IConstruct): void {
  Object.defineProperty(construct, FOREIGN_LOGIN, { value: true });
}

export function hasForeignLogin(construct: IConstruct): boolean {
  return (construct as { [FOREIGN_LOGIN]?: true })[FOREIGN_LOGIN] ?? false;
}

const SELECTION = Symbol('selection');

/** Remembers on a construct that its managed Secret of that name holds the keys which workloads select. */
export function declareSelection(construct: IConstruct, name: string): void {
  Object.defineProperty(construct, SELECTION, { value: name });
}

export function selectionNameOf(construct: IConstruct): string | undefined {
  return (construct as { [SELECTION]?: string })[SELECTION];
}

const EXPLAINED = Symbol('explained');
type Explained = IConstruct & { [EXPLAINED]?: Map<RuleId, readonly RuleId[]> };

/** Remembers on a construct that a problem of its own, under a rule, is what other rules would find once more. */
export function declareExplained(construct: IConstruct, by: RuleId, rules: readonly RuleId[]): void {
  const known = (construct as Explained)[EXPLAINED] ?? new Map<RuleId, readonly RuleId[]>();
  Object.defineProperty(construct, EXPLAINED, { value: known.set(by, rules), configurable: true });
}

/** The rules that have nothing to add; a problem that is suppressed explains nothing. */
export function explainedRulesOf(construct: IConstruct): RuleId[] {
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
