import type { Field } from '../../../model/field';
import { checkField, requiredItems, tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';

export const R13 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A rule of a role has verbs, and resources with their API groups or URLs',
  why: 'The API server refuses the role.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/rbac/validation/validation.go (ValidatePolicyRule, ValidateClusterRole)',
  bad: { objects: [{ kind: 'Role', rules: [{ resources: ['secrets'], verbs: ['get'] }] }] },
  good: { objects: [{ kind: 'Role', rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] }] },
  of: {
    Role: ({ field }, report) => {
      for (const rule of field.at('rules').items()) checkRule(rule, report, 'a namespace');
    },
    ClusterRole: ({ field }, report) => {
      for (const rule of field.at('rules').items()) checkRule(rule, report, 'the cluster');
    },
    AggregationRule: ({ field }, report) => {
      const remedy = 'write a selector, or drop aggregationRule';
      checkField(report, field.at('clusterRoleSelectors'), requiredItems(remedy));
    },
  },
});

function checkRule(rule: Field, report: PartReport, place: 'a namespace' | 'the cluster'): void {
  if (rule.isUnresolved) return;
  checkField(report, rule.at('verbs'), requiredItems('write what may be done, such as get'));
  const urls = rule.at('nonResourceURLs');
  if (!isWithout(urls)) {
    const isBoth = ['apiGroups', 'resources', 'resourceNames'].some((name) => !isWithout(rule.at(name)));
    if (place === 'a namespace') tell(report, urls, 'is in no namespace: write a ClusterRole for it');
    else if (isBoth) tell(report, urls, 'stands beside resources: write a rule for each');
    return;
  }
  checkField(report, rule.at('apiGroups'), requiredItems('write the group of the resources, "" for those of v1'));
  checkField(report, rule.at('resources'), requiredItems('write which, in the plural: secrets'));
}

/** Whether a list has nothing in it, or is not there. */
function isWithout(list: Field): boolean {
  return list.isEmpty || (Array.isArray(list.raw) && list.raw.length === 0);
}
