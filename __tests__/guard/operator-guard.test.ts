import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { ArgoCdProject } from '../../lib/argocd';
import { configureRules } from '../../lib/evaluation/settings';
import { GuardAction, GuardFailurePolicy, OperatorGuard, type OperatorGuardProps } from '../../lib/guard';
import { GUARDED_KINDS } from '../../lib/guard/guarded-kinds';
import { checkManifests } from '../../lib/validation/check-manifests';
import { allBlocksOf } from '../project/document-blocks';
import { errorsOf, synthesize } from '../synthesis';
import { writtenGuard } from './written-guard';

const DOCUMENT = 'docs/guard.md';

/** What a synthesis says of a guard in a cluster. */
const errorsIn = (props: OperatorGuardProps, kubernetesVersion?: string) =>
  errorsOf((chart) => {
    if (kubernetesVersion !== undefined) configureRules(chart.node.root, { kubernetesVersion });
    new OperatorGuard(chart, 'infisical-guard', props);
  });

test('it writes a policy and its binding for each kind of the operator', () => {
  expect(writtenGuard()).toMatchSnapshot();
});

test('they are in no namespace, wherever the chart is', () => {
  const objects = synthesize((chart) => {
    configureRules(chart.node.root, { kubernetesVersion: '1.34' });
    new OperatorGuard(chart, 'infisical-guard');
  }, 'infisical');
  expect(objects.map(({ metadata }) => metadata)).toEqual(writtenGuard().map(({ metadata }) => metadata));
});

test('its names begin with what it is told, and with its id where nothing is', () => {
  const [policy, binding] = writtenGuard({ name: 'infisical', rules: ['K8'] });
  expect([policy.metadata.name, binding.metadata.name]).toEqual(Array(2).fill('infisical-infisicalstaticsecret'));
  expect(binding.spec.policyName).toBe('infisical-infisicalstaticsecret');
  expect(writtenGuard({ rules: ['K8'] })[0].metadata.name).toBe('infisical-guard-infisicalstaticsecret');
});

test('it has the rules that are asked for, with what these read, and policies for no other kinds', () => {
  const objects = writtenGuard({ rules: ['X12', 'K8'] });
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ValidatingAdmissionPolicy infisical-guard-infisicalstaticsecret',
    'ValidatingAdmissionPolicyBinding infisical-guard-infisicalstaticsecret',
    'ValidatingAdmissionPolicy infisical-guard-clustergenerator',
    'ValidatingAdmissionPolicyBinding infisical-guard-clustergenerator',
  ]);
  const [policy] = objects;
  expect(policy.spec.validations).toHaveLength(1);
  expect(policy.spec.variables.map(({ name }: { name: string }) => name)).toEqual(['spec', 'targets']);
});

test('exempt namespaces, actions and the failure policy are those of the API', () => {
  const [policy, binding] = writtenGuard({
    rules: ['K8'],
    actions: [GuardAction.WARN, GuardAction.AUDIT],
    exemptNamespaces: ['break-glass', 'sandbox'],
    failurePolicy: GuardFailurePolicy.IGNORE,
    labels: { team: 'platform' },
    annotations: { 'argocd.argoproj.io/sync-wave': '-4' },
  });
  expect(policy.spec.failurePolicy).toBe('Ignore');
  expect(binding).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: {
      name: 'infisical-guard-infisicalstaticsecret',
      labels: { team: 'platform' },
      annotations: { 'argocd.argoproj.io/sync-wave': '-4' },
    },
    spec: {
      policyName: 'infisical-guard-infisicalstaticsecret',
      validationActions: ['Warn', 'Audit'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['break-glass', 'sandbox'] },
          ],
        },
      },
    },
  });
  expect(policy.metadata).toEqual(binding.metadata);
});

test('what its constructs hold can be patched', () => {
  const app = new App();
  configureRules(app, { kubernetesVersion: '1.34' });
  const guard = new OperatorGuard(new Chart(app, 'cluster'), 'guard', { rules: ['K8'] });
  expect([guard.policies.length, guard.bindings.length]).toEqual([1, 1]);
  expect(guard.policies[0].name).toBe('guard-infisicalstaticsecret');
});

test('the rules that it can hold can be had, to leave some of them out', () => {
  const rules = OperatorGuard.rules();
  expect(rules).toContain('K8');
  const [policy] = writtenGuard({ rules: rules.filter((rule) => rule !== 'K8') });
  expect(JSON.stringify(policy.spec.validations)).not.toContain('(K8)');
});

test('no rule of ours has anything against its objects where the cluster is new enough', () => {
  expect(checkManifests(writtenGuard({ exemptNamespaces: ['break-glass'] }), { kubernetesVersion: '1.30' })).toEqual(
    [],
  );
});

test('an AppProject with a guard in it allows the kinds of its objects', () => {
  const manifests = synthesize((chart) => {
    configureRules(chart.node.root, { kubernetesVersion: '1.34' });
    const guard = new OperatorGuard(chart, 'guard');
    new ArgoCdProject(chart, 'project', {
      contents: [guard],
      repositories: ['https://git.example.com/platform.git'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'project' }],
    });
  });
  const project = manifests.find(({ kind }) => kind === 'AppProject');
  expect(project.spec.clusterResourceWhitelist).toEqual([
    { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
    { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicyBinding' },
  ]);
});

test('the document shows what it writes, and the rules that it holds of each kind', () => {
  const [shown] = allBlocksOf(DOCUMENT).filter(({ language, file }) => language === 'yaml' && file === undefined);
  const written = writtenGuard({ rules: ['K8'], exemptNamespaces: ['break-glass'] });
  expect(parseAllDocuments(shown.text).map((document) => document.toJS())).toEqual(written);
  const rows = GUARDED_KINDS.map(({ kind, rules }) => `| ${kind} | ${sorted(rules).join(', ')} |`);
  expect(readFileSync(join(__dirname, '../..', DOCUMENT), 'utf8')).toContain(`${rows.join('\n')}\n`);
});

function sorted(rules: readonly { readonly rule: string }[]): string[] {
  return [...new Set(rules.map(({ rule }) => rule))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

describe('a guard that the cluster would not take (X41)', () => {
  const known =
    'A1, A2, A3, A4, H1, H2, H3, H5, H6, K8, M1, M2, M3, M4, M5, M7, M9, M10, M12, M19, S1, S2, S3, S4, S8, T1, T2, T3, T7, X5, X8, X10, X12';

  test.each<[string, OperatorGuardProps, string | undefined, string]>([
    [
      'nobody has told its version',
      {},
      undefined,
      'the policies of a guard are known since Kubernetes 1.30, and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml, for example kubernetes: { version: "1.34" }',
    ],
    [
      'it is too old',
      {},
      '1.29',
      'the policies of a guard are known since Kubernetes 1.30, and the cluster has 1.29: leave the guard out until it is newer',
    ],
    [
      'a rule needs a parser of templates',
      { rules: ['K8', 'K1'] },
      '1.30',
      `a guard cannot hold the rule "K1": it can ${known}`,
    ],
    [
      'there is no rule',
      { rules: [] },
      '1.30',
      `a guard holds no rule: give some of ${known}, or leave rules out for all of them`,
    ],
    [
      'nothing is done',
      { actions: [] },
      '1.30',
      'a guard does nothing without actions: give one, for example GuardAction.DENY',
    ],
    [
      'an action stands twice',
      { actions: [GuardAction.AUDIT, GuardAction.AUDIT] },
      '1.30',
      'the action Audit stands twice: drop one',
    ],
    [
      'actions exclude each other',
      { actions: [GuardAction.DENY, GuardAction.WARN] },
      '1.30',
      'the actions Deny and Warn exclude each other, as a refusal says all that a warning would: keep one',
    ],
  ])('%s', (_, props, version, message) => {
    expect(errorsIn(props, version)).toEqual([`[project/infisical-guard] ${message} (X41)`]);
  });

  test('its name is no name', () => {
    expect(errorsIn({ name: 'Infisical Guard' }, '1.34')).toEqual([
      '[project/infisical-guard] the name "Infisical Guard-infisicaldynamicsecret" of a policy must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit (X41)',
    ]);
    expect(errorsIn({ name: 'a'.repeat(240) }, '1.34')).toEqual([
      expect.stringContaining('of a policy has 263 characters, 253 are allowed (X41)'),
    ]);
  });

  test('an exempt namespace can be none', () => {
    expect(errorsIn({ exemptNamespaces: ['shop', 'Break Glass'] }, '1.34')).toEqual([
      '[project/infisical-guard] exemptNamespaces[1] "Break Glass" must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit (N2)',
    ]);
  });
});
