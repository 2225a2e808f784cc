import type { Field } from '../../../model/field';
import { tell, tellMissing } from '../../constraints';
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
      const selectors = field.at('clusterRoleSelectors');
      if (isWithout(selectors)) tellMissing(report, selectors, 'write a selector, or drop aggregationRule');
    },
  },
});

function checkRule(rule: Field, report: PartReport, place: 'a namespace' | 'the cluster'): void {
  if (rule.isUnresolved) return;
  const missing = (name: string, remedy: string) => {
    if (isWithout(rule.at(name))) tellMissing(report, rule.at(name), remedy);
  };
  missing('verbs', 'write what may be done, such as get');
  const urls = rule.at('nonResourceURLs');
  if (!isWithout(urls)) {
    const isBoth = ['apiGroups', 'resources', 'resourceNames'].some((name) => !isWithout(rule.at(name)));
    if (place === 'a namespace') tell(report, urls, 'is in no namespace: write a ClusterRole for it');
    else if (isBoth) tell(report, urls, 'stands beside resources: write a rule for each');
    return;
  }
  missing('apiGroups', 'write the group of the resources, "" for those of v1');
  missing('resources', 'write which, in the plural: secrets');
}

/** Whether a list has nothing in it, or is not there. */
function isWithout(list: Field): boolean {
  return list.isEmpty || (Array.isArray(list.raw) && list.raw.length === 0);
}
