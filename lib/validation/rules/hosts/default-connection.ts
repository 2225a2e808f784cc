import { defaultAddressOf, usesDefaultConnection } from '../../../model/default-connection';
import { ruleOn, Severity, withSpec } from '../../rule';

export const X29 = ruleOn('InfisicalAuth', {
  severity: Severity.WARNING,
  tellsOfAbsence: true,
  operators: [{ that: 'defaultConnection' }],
  title: 'The host of the default connection of the operator is told',
  why: 'An InfisicalAuth without a connection uses the one called "default" in the namespace of the operator. Nobody here knows which Infisical that is: its address is not judged, and `check` does not say that a key exists.',
  source:
    'operator after v0.11.7, commits 01eec1d9, 88a104a6 and 7a3a5361: api/v1beta1/infisicalauth_types.go, resolveConnectionRef, helm-charts/secrets-operator/templates/default-infisical-connection.yaml',
  bad: withSpec('InfisicalAuth', { infisicalConnectionRef: null }),
  good: {
    ...withSpec('InfisicalAuth', { infisicalConnectionRef: null }),
    settings: { defaultConnection: 'https://secrets.example.com' },
  },
  check: (owner, report, app) => {
    if (!usesDefaultConnection(owner) || defaultAddressOf(app) !== undefined) return;
    const orInCode = owner.resource.construct === undefined ? '' : ' or InfisicalOperator.configure';
    report(
      owner.logsInWith.field,
      `there is no connection, so that the operator uses "default" in its own namespace, and nobody here knows where that leads: write its address into cdk8s-infisical.yaml (\`operator: { defaultConnection: https://… }\`)${orInCode}, or name a connection in infisicalConnectionRef`,
    );
  },
});
