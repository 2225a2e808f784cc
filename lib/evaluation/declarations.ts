import type { IConstruct } from 'constructs';
import type { GivenName, Resource, TypedKey } from '../model/resource';
import type { RuleId } from '../validation/rule-ids';
import { suppressionReason } from './suppress';

/**
 * What a construct tells the rules of its object beyond what stands in that. Of the keys at its sources it can have those
 * that a user wrote down and those that a catalogue has, and what it has is taken for all keys that there are: where one
 * source is without, there is nothing to declare. Both say what a workload can use (rules C2, K5); only for what was
 * written down is it asked who uses it (C3).
 */
type Declared = Pick<
  Resource,
  | 'declaredHost'
  | 'declaredKeys'
  | 'knownKeys'
  | 'keyFolders'
  | 'selectionName'
  | 'hasForeignLogin'
  | 'typedKeys'
  | 'laptopTexts'
>;

const DECLARED = new WeakMap<IConstruct, Declared>();

/** Remembers it on the construct, beside what that has declared already. */
export function declareToRules(construct: IConstruct, facts: Declared): void {
  DECLARED.set(construct, { ...DECLARED.get(construct), ...facts });
}

export function declaredBy(construct: IConstruct): Declared {
  return DECLARED.get(construct) ?? {};
}

const OF_CONTAINERS = new WeakMap<object, readonly TypedKey[]>();

/** Remembers on a container what is said of the keys that it gets: it does not know of which workload it is. */
export function declareKeysOfContainer(container: object, keys: readonly TypedKey[]): void {
  OF_CONTAINERS.set(container, [...keysOfContainer(container), ...keys]);
}

export function keysOfContainer(container: object): readonly TypedKey[] {
  return OF_CONTAINERS.get(container) ?? [];
}

const EXPLAINED = new WeakMap<IConstruct, Map<RuleId, readonly RuleId[]>>();

/** Remembers on a construct that a problem of its own, under a rule, is what other rules would find once more. */
export function declareExplained(construct: IConstruct, by: RuleId, rules: readonly RuleId[]): void {
  EXPLAINED.set(construct, (EXPLAINED.get(construct) ?? new Map<RuleId, readonly RuleId[]>()).set(by, rules));
}

/** The rules that have nothing to add; a problem that is suppressed explains nothing. */
export function explainedRulesOf(construct: IConstruct): RuleId[] {
  const known = [...(EXPLAINED.get(construct) ?? [])];
  return known.flatMap(([by, rules]) => (suppressionReason(construct, by) === undefined ? rules : []));
}

const NAMES = new WeakMap<IConstruct, readonly string[]>();

/** Remembers the names that a construct was given, and by which it calls what it writes. */
export function declareNames(construct: IConstruct, names: readonly string[]): void {
  NAMES.set(construct, names);
}

/** The names that were given to a construct, and to those that it is a part of. */
export function namesGivenTo(construct: IConstruct): GivenName[] {
  return construct.node.scopes.flatMap((by) => (NAMES.get(by) ?? []).map((name) => ({ name, by })));
}

const ACCOUNTS = new WeakMap<IConstruct, GivenName[]>();

/** Remembers the name of a service account, by which logins of the app refer to it. */
export function declareAccount(by: IConstruct, name: string): void {
  const { root } = by.node;
  ACCOUNTS.set(root, [...accountsOf(root), { name, by, referredAs: 'ServiceAccount' }]);
}

export function accountsOf(root: IConstruct): readonly GivenName[] {
  return ACCOUNTS.get(root) ?? [];
}

const OWNERS = new WeakMap<IConstruct, IConstruct>();

/** Remembers on an object the construct that a person would look for, where it is not the one that holds it. */
export function declareOwner(object: IConstruct, owner: IConstruct): void {
  OWNERS.set(object, owner);
}

export function ownerOf(object: IConstruct): IConstruct {
  return OWNERS.get(object) ?? (object.node.id === 'Resource' && object.node.scope ? object.node.scope : object);
}
