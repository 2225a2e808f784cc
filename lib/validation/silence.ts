import type { IConstruct } from 'constructs';
import { soundConfiguration } from '../configuration/committed-configuration';
import { type SilenceableFinding, silenceReasonFor } from '../configuration/silences';
import { environmentPathOf } from './environment-name';

const SILENCED = Symbol.for('cdk8s-infisical.silenced');
type Silenced = IConstruct & { [SILENCED]?: Map<string, string> };

/** Switches a rule off for a construct and all below it. */
export function silence(construct: IConstruct, rule: string, reason: string): void {
  const reasons = (construct as Silenced)[SILENCED] ?? new Map<string, string>();
  Object.defineProperty(construct, SILENCED, { value: reasons.set(rule, reason), configurable: true });
}

/** Why the rule is switched off for the construct, here or in the committed configuration; undefined if it is not. */
export function silenceReason(construct: IConstruct, rule: string, object?: SilencedObject): string | undefined {
  const reasons = construct.node.scopes.map((scope) => (scope as Silenced)[SILENCED]?.get(rule));
  const own = reasons.findLast((reason) => reason !== undefined);
  if (own !== undefined) return own;
  const { silences } = soundConfiguration();
  if (silences.length === 0) return undefined;
  const { path } = construct.node;
  return silenceReasonFor({ ...object, rule, path, environment: environmentPathOf(construct) }, silences);
}

/** The object of which a rule says something. */
export type SilencedObject = Pick<SilenceableFinding, 'kind' | 'name' | 'namespace'>;
