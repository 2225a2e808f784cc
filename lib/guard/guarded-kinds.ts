import { RULE_IDS, type RuleId } from '../validation/rule-ids';
import type { GuardedKind } from './guarded-kind';
import { CLUSTER_GENERATOR, DYNAMIC_SECRET, INFISICAL_SECRET, PUSH_SECRET } from './v1alpha1';
import { AUTH, CONNECTION, STATIC_SECRET } from './v1beta1';

/** What a guard can say, in the order in which its policies are written. */
export const GUARDED_KINDS: readonly GuardedKind[] = [
  STATIC_SECRET,
  INFISICAL_SECRET,
  DYNAMIC_SECRET,
  PUSH_SECRET,
  CLUSTER_GENERATOR,
  AUTH,
  CONNECTION,
];

const SAID = new Set(GUARDED_KINDS.flatMap(({ rules }) => rules.map(({ rule }) => rule)));

/** The rules that it can say. */
export const GUARDED_RULES: readonly RuleId[] = RULE_IDS.filter((id) => SAID.has(id));
