// What docs/rules.md says of versions of the operator: all from the one table in lib/model/operator-features.ts.
import { OPERATOR_FEATURES, type OperatorAbility, type OperatorFeature } from '../lib/model/operator-features';
import { isOperatorFrom, NEWEST_OPERATOR } from '../lib/model/operator-version';
import type { RuleText } from '../lib/validation/rule';

/** The table, with the rules that go by each line of it. */
export function featureTable(rules: readonly RuleText[]): string[] {
  const lines = (Object.keys(OPERATOR_FEATURES) as OperatorAbility[])
    .map((ability) => ({ ability, feature: OPERATOR_FEATURES[ability] }))
    .sort((a, b) => compare(firstOf(a.feature), firstOf(b.feature)))
    .map(({ ability, feature }) => {
      const { since, until } = feature;
      const when = since === undefined ? `to ${until}` : `from ${since}`;
      const going = rulesBy(rules, ability, feature).map((id) => `[${id}](#${id.toLowerCase()})`);
      return `| ${when} | ${contentOf(feature).join('; ')} | ${going.join(', ')} |`;
    });
  return ['| operator | what it can and does | rules |', '|---|---|---|', ...lines];
}

function firstOf({ since, until = NEWEST_OPERATOR }: OperatorFeature): string {
  return since ?? until;
}

function compare(one: string, other: string): number {
  return Number(isOperatorFrom(one, other)) - Number(isOperatorFrom(other, one));
}

function contentOf({ what, fields = [], templateFunction, chartValues = [] }: OperatorFeature): string[] {
  return [
    ...(what === undefined ? [] : [what]),
    ...fields.map(({ kind, path }) => (path === undefined ? `the kind ${kind}` : `${kind}: \`${path}\``)),
    ...(templateFunction === undefined ? [] : [`the template function \`${templateFunction}\``]),
    ...chartValues.map((value) => `the value \`${value}\` of the chart`),
  ];
}

function rulesBy(rules: readonly RuleText[], ability: OperatorAbility, feature: OperatorFeature): string[] {
  const { fields, chartValues, templateFunction, optional } = feature;
  const isAskedFor = (fields ?? chartValues ?? templateFunction) !== undefined;
  const declared = rules.filter(({ operators = [] }) =>
    operators.some(({ that, without }) => that === ability || without === ability),
  );
  return [...(isAskedFor ? ['X6'] : []), ...(optional === undefined ? [] : ['F3']), ...declared.map(({ id }) => id)];
}
