import type { Field } from '../../../model/field';
import { labelValueProblem, qualifiedNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { checkOf, checksOf, checkTexts, from, requiredValue, tell, text } from '../../constraints';
import { hasItems, isMissing, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

export const P31 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A toleration says what it tolerates',
  why: 'The API server refuses the workload.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateTolerations)',
  bad: podWith({ tolerations: [{ key: 'spot', operator: 'Exists', value: 'true' }] }),
  good: podWith({ tolerations: [{ key: 'spot', operator: 'Exists' }] }),
  of: { Toleration: checksOf(checkOf({ key: text(qualifiedNameProblem) }), checkToleration) },
});

function checkToleration({ field }: Part, report: PartReport): void {
  const [key, operator, value, effect, seconds] = ['key', 'operator', 'value', 'effect', 'tolerationSeconds'].map(
    (name) => field.at(name),
  );
  if (isMissing(key.raw) && !key.isUnresolved && !operator.isUnresolved && operator.raw !== 'Exists') {
    tell(report, key, 'is missing: write one, or the operator "Exists" for all taints');
  }
  if (seconds.isGiven && !effect.isUnresolved && effect.raw !== 'NoExecute') {
    tell(report, seconds, 'is set, but only the effect "NoExecute" has a time: write that effect, or drop it');
  }
  if (operator.raw === 'Exists' && !isMissing(value.raw)) {
    tell(report, value, `is ${shown(value.raw)} beside the operator "Exists": drop it`);
  }
  const problem = isMissing(operator.raw) || operator.raw === 'Equal' ? text(labelValueProblem)(value.raw) : undefined;
  tell(report, value, problem);
  if (operator.raw === 'Lt' || operator.raw === 'Gt') {
    tell(
      report,
      operator,
      `is "${operator.raw}", which no cluster has unless it asks for it: write "Equal" or "Exists"`,
    );
  }
}

export const P32 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A node affinity says which nodes',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateNodeSelector, ValidateNodeSelectorRequirement, ValidateNodeFieldSelectorRequirement, ValidatePreferredSchedulingTerms; values of required terms since 1.32)',
  bad: podWith(nodesWith({ key: 'disk', operator: 'In' })),
  good: podWith(nodesWith({ key: 'disk', operator: 'In', values: ['ssd'] })),
  of: {
    NodeSelector: ({ field }, report) => {
      const terms = field.at('nodeSelectorTerms');
      if (!hasItems(terms.raw)) tell(report, terms, 'is missing: write at least one term');
    },
    PreferredSchedulingTerm: checkOf({ weight: weightProblem }),
    NodeSelectorTerm: ({ field, holder }, report, { settings: { kubernetesVersion } }) => {
      const isRequired = holder?.type === 'NodeSelector' && isKubernetes(kubernetesVersion, '1.32');
      for (const one of field.at('matchExpressions').items()) checkExpression(one, isRequired, report);
      for (const one of field.at('matchFields').items()) checkNodeField(one, report);
    },
  },
});

function nodesWith(expression: object) {
  const nodeSelectorTerms = [{ matchExpressions: [expression] }];
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } };
}

export function weightProblem(raw: unknown): string | undefined {
  return raw === undefined || raw === null ? 'is missing: write a number from 1 to 100' : from(1, 100)(raw);
}

function checkExpression(expression: Field, isRequired: boolean, report: PartReport): void {
  const [key, operator, values] = ['key', 'operator', 'values'].map((name) => expression.at(name));
  const problem = requiredValue('write the key of a label', text(qualifiedNameProblem))(key.raw);
  tell(report, key, problem);
  if (isRequired) checkTexts(report, values, labelValueProblem);
  const count = values.items().length;
  if (values.isUnresolved || operator.isUnresolved) return;
  switch (operator.raw) {
    case 'In':
    case 'NotIn':
      if (count === 0) tell(report, values, 'is missing: write at least one value');
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (count > 0) tell(report, values, `stands beside the operator "${operator.raw}": drop it`);
      return;
    case 'Gt':
    case 'Lt':
      if (count !== 1) tell(report, values, `has ${count} entries beside the operator "${operator.raw}": write one`);
      return;
    default:
      if (isMissing(operator.raw))
        tell(report, operator, 'is missing: write "In", "NotIn", "Exists" or "DoesNotExist"');
  }
}

/** By what is no label, nodes are known by their name only. */
function checkNodeField(selected: Field, report: PartReport): void {
  const [key, operator, values] = ['key', 'operator', 'values'].map((name) => selected.at(name));
  if (textOf(key) !== undefined && key.raw !== 'metadata.name') {
    tell(report, key, `is ${key.raw ? shownText(textOf(key) ?? '') : 'missing'}: write "metadata.name"`);
  } else checkTexts(report, values, subdomainProblem);
  if (operator.isUnresolved || values.isUnresolved) return;
  if (operator.raw === 'In' || operator.raw === 'NotIn') {
    const count = values.items().length;
    if (count !== 1) tell(report, values, `has ${count} entries: write the name of one node`);
  } else tell(report, operator, `is ${operator.raw ? shown(operator.raw) : 'missing'}: write "In" or "NotIn"`);
}
