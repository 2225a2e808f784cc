import type { Field } from '../../../model/field';
import { pathSegmentProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { simpleText } from '../../../text/simple-text';
import { briefText, checkField, oneOf, requiredValue, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';

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
  checkField(report, role.at('apiGroup'), briefText(oneOf(GROUP)));
  checkField(report, role.at('kind'), requiredValue(`write ${kinds.join(' or ')}`, briefText(oneOf(...kinds))));
  checkField(report, role.at('name'), requiredValue('write that of the role', briefText(pathSegmentProblem)));
  for (const subject of binding.at('subjects').items()) checkSubject(subject, report);
}

function checkSubject(subject: Field, report: PartReport): void {
  const [kind, name, group] = [subject.at('kind'), subject.at('name'), subject.at('apiGroup')];
  const kinds = ['ServiceAccount', 'User', 'Group'];
  checkField(report, kind, requiredValue(`write ${kinds.join(', ')}`, briefText(oneOf(...kinds))));
  if (name.isEmpty) tellMissing(report, name, 'write whom the role is given to');
  if (kind.raw === 'ServiceAccount') {
    checkField(report, name, briefText(subdomainProblem));
    checkField(
      report,
      group,
      briefText(() => 'is no group of service accounts: drop it'),
    );
  } else if (kinds.includes(simpleText(kind.raw))) {
    checkField(report, group, briefText(oneOf(GROUP)));
  }
}
