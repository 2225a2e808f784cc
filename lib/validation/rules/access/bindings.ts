import type { Field } from '../../../model/field';
import { pathSegmentProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { oneOf, tellMissing, tellName, tellText } from '../mistakes-of-fields';

const GROUP = 'rbac.authorization.k8s.io';

const bound = (subject: object) => ({ objects: [{ kind: 'ClusterRoleBinding' as const, subjects: [subject] }] });

export const R14 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A role binding names a role and those who get it',
  why: 'The API server refuses the binding.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/rbac/validation/validation.go (ValidateRoleBinding, ValidateRoleBindingSubject)',
  bad: bound({ kind: 'serviceaccount', name: 'infisical-login', namespace: 'shop' }),
  good: bound({ kind: 'ServiceAccount', name: 'infisical-login', namespace: 'shop' }),
  of: {
    RoleBinding: ({ field }, report) => checkBinding(field, report, ['Role', 'ClusterRole']),
    ClusterRoleBinding: ({ field }, report) => checkBinding(field, report, ['ClusterRole']),
  },
});

function checkBinding(binding: Field, report: PartReport, kinds: readonly string[]): void {
  const role = binding.at('roleRef');
  // Where it is empty it gets its default.
  tellText(role.at('apiGroup'), report, oneOf(GROUP));
  tellName(role.at('kind'), report, `write ${kinds.join(' or ')}`, oneOf(...kinds));
  tellName(role.at('name'), report, 'write that of the role', pathSegmentProblem);
  for (const subject of binding.at('subjects').items()) checkSubject(subject, report);
}

function checkSubject(subject: Field, report: PartReport): void {
  const [kind, name, group] = [subject.at('kind'), subject.at('name'), subject.at('apiGroup')];
  const kinds = ['ServiceAccount', 'User', 'Group'];
  tellName(kind, report, `write ${kinds.join(', ')}`, oneOf(...kinds));
  if (name.isEmpty) tellMissing(name, report, 'write whom the role is given to');
  if (kind.raw === 'ServiceAccount') {
    tellText(name, report, subdomainProblem);
    tellText(group, report, () => 'is no group of service accounts: drop it');
  } else if (kinds.includes(String(kind.raw))) {
    tellText(group, report, oneOf(GROUP));
  }
}
