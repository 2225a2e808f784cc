import { type RuleBody, Severity } from '../../rule';

/** A guard for a cluster of which the configuration tells that it is new enough. */
const guarding = (rule: string) => `// cdk8s-infisical.yaml has kubernetes.version: "1.34"
new OperatorGuard(chart, 'infisical-guard', { rules: ['${rule}'] });`;

export const X41: RuleBody = {
  severity: Severity.ERROR,
  title: 'A guard of the operator is one that the cluster takes and that holds something',
  why: 'Policies are served from Kubernetes 1.30 on, and a policy can say only what needs nothing but one object.',
  source:
    'Kubernetes 1.30 to 1.37: staging/src/k8s.io/api/admissionregistration/v1/types.go, pkg/apis/admissionregistration/validation/validation.go (ValidateValidatingAdmissionPolicyBinding)',
  bad: guarding('K1'),
  good: guarding('K8'),
};
