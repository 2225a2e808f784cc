import type { IConstruct } from 'constructs';

const SILENCED = Symbol.for('cdk8s-infisical.silenced');
type Silenced = IConstruct & { [SILENCED]?: Map<string, string> };

/** Switches a rule off for a construct and all below it. */
export function silence(construct: IConstruct, rule: string, reason: string): void {
  const reasons = (construct as Silenced)[SILENCED] ?? new Map<string, string>();
  Object.defineProperty(construct, SILENCED, { value: reasons.set(rule, reason), configurable: true });
}

/** Why the rule is switched off for the construct; undefined if it is not. */
export function silenceReason(construct: IConstruct, rule: string): string | undefined {
  const reasons = construct.node.scopes.map((scope) => (scope as Silenced)[SILENCED]?.get(rule));
  return reasons.findLast((reason) => reason !== undefined);
}
