import { OPERATOR_FEATURES, type OperatorFeature } from '../../lib/model/operator-features';
import { isOperatorFrom, OLDEST_OPERATOR } from '../../lib/model/operator-version';
import type { OperatorScope } from '../../lib/validation/operator-scope';
import type { RuleText } from '../../lib/validation/rule';

/** What each kind came with that the oldest operator does not have. */
const OF_KIND: ReadonlyMap<string, OperatorFeature> = new Map(
  Object.values(OPERATOR_FEATURES).flatMap((feature: OperatorFeature) =>
    (feature.fields ?? []).flatMap(({ kind, path }) => (path === undefined ? [[kind, feature] as const] : [])),
  ),
);

/** Of which operators a rule holds: `before v0.11.8`. Undefined of a rule that is not about the operator. */
export function operatorsOf(rule: RuleText & { readonly on?: string }): string | undefined {
  const { operators, on, source } = rule;
  const kind = on === undefined ? undefined : OF_KIND.get(on);
  if (operators === undefined && kind === undefined && !/\boperator('s CRDs| v\d)/.test(source)) return undefined;
  return (operators ?? [{}]).map((scope) => scopeText(scope, kind)).join('; ');
}

function scopeText({ of, that, without }: OperatorScope, kind: OperatorFeature | undefined): string {
  const features: OperatorFeature[] = [
    ...(that === undefined ? [] : [OPERATOR_FEATURES[that]]),
    ...(of === 'v1beta1' ? [OPERATOR_FEATURES.v1beta1] : []),
    ...(kind === undefined ? [] : [kind]),
  ];
  const since = features.reduce((latest, feature) => later(latest, feature.since ?? OLDEST_OPERATOR), OLDEST_OPERATOR);
  const end = without === undefined ? undefined : OPERATOR_FEATURES[without].since;
  const last = that === undefined ? undefined : OPERATOR_FEATURES[that].until;
  const until = end === undefined ? (last === undefined ? 'on' : `to ${last}`) : `on, before ${end}`;
  return `from ${since} ${until}${of === undefined ? '' : ` (${of})`}`;
}

function later(one: string, other: string): string {
  return isOperatorFrom(one, other) ? one : other;
}
