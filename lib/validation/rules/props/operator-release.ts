import { type RuleBody, Severity } from '../../rule';

const releasing = (props: string) => `new ArgoCdOperatorRelease(chart, 'infisical-operator', ${props});`;

export const X46: RuleBody = {
  severity: Severity.ERROR,
  title: 'A release of the operator watches something, and says each value once',
  why: 'To the chart no namespaces are all namespaces, and of two values for one thing nobody sees which one counts.',
  source:
    'operator v0.11.5: helm-charts/secrets-operator/templates/deployment.yaml, templates/manager-rbac.yaml, values.yaml; Helm v4: pkg/chart/common/util (name of a release)',
  bad: releasing('{ watchedNamespaces: [] }'),
  good: releasing("{ watchedNamespaces: ['shop'] }"),
};
