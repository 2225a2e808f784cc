import type { IConstruct } from 'constructs';
import { checkedConfiguration } from '../configuration/committed-configuration';
import { type SuppressibleFinding, suppressionReasonFor } from '../configuration/suppressions';
import type { RuleId } from '../validation/rule-ids';
import { environmentPathOf } from './environment-name';

const SUPPRESSED = Symbol.for('cdk8s-infisical.suppressed');
type Suppressed = IConstruct & { [SUPPRESSED]?: Map<RuleId, string> };

/** Switches a rule off for a construct and all below it. */
export function suppress(construct: IConstruct, rule: RuleId, reason: string): void {
  const reasons = (construct as Suppressed)[SUPPRESSED] ?? new Map<RuleId, string>();
  Object.defineProperty(construct, SUPPRESSED, { value: reasons.set(rule, reason), configurable: true });
}

/** Why the rule is switched off for the construct, here or in the committed configuration; undefined if it is not. */
export function suppressionReason(construct: IConstruct, rule: RuleId, object?: SuppressedObject): string | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const own = (scope as Suppressed)[SUPPRESSED]?.get(rule);
    if (own !== undefined) return own;
  }
  const { suppressions } = checkedConfiguration();
  if (suppressions.length === 0) return undefined;
  const { path } = construct.node;
  return suppressionReasonFor({ ...object, rule, path, environment: environmentPathOf(construct) }, suppressions);
}

/** The object of which a rule says something. */
export type SuppressedObject = Pick<SuppressibleFinding, 'kind' | 'name' | 'namespace'>;
