import type { Settings } from '../../../lib/model/app-model';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const named = (apiVersion: string, kind: string) => [
  { apiVersion, kind, metadata: { name: 'shop', namespace: 'shop' } },
];
const messagesOf = (apiVersion: string, kind: string, settings: Settings = {}) =>
  checkManifests(named(apiVersion, kind) as never, settings).flatMap(({ rule, message }) =>
    rule === 'F5' || rule === 'F6' ? [message] : [],
  );
const NONE = 'no Kubernetes from 1.29 to 1.37 serves the kind';

describeRules([
  {
    rule: 'F5',
    what: 'an API version that is none',
    bad: named('apps/v1/deployment', 'Deployment'),
    good: named('example.com/v1alpha1', 'Thing'),
    message: 'the apiVersion "apps/v1/deployment" is none: write a group and its version, such as "apps/v1"',
  },
  {
    rule: 'F5',
    what: 'a kind that is no name',
    bad: named('example.com/v1', 'My Thing'),
    good: named('example.com/v1', 'MyThing'),
    message: 'the kind "My Thing" is no name of a kind: write letters and digits',
  },
  {
    rule: 'F5',
    what: 'no kind',
    bad: [{ apiVersion: 'v1', metadata: { name: 'shop' } }],
    good: named('v1', 'ServiceAccount'),
    message: 'the object has no kind: write that of what it is, such as Deployment',
  },
  {
    rule: 'F5',
    what: 'a kind that is misspelt',
    bad: named('v1', 'Serviceacount'),
    good: named('v1', 'ServiceAccount'),
    message: `${NONE} "Serviceacount" in "v1": did you mean "ServiceAccount" of v1?`,
  },
  ...[
    ['fountain/v1', 'Agent', 'write the group of a kind of your own with its domain, such as example.com/v1'],
    ['extensions/v1beta1', 'PodSecurityPolicy', 'drop it, or write what has come in its place'],
    ['aps/v1', 'Deploymnt', 'did you mean "Deployment" of apps/v1?'],
    ['aps/v1', 'Agent', 'write the group of a kind of your own with its domain, such as example.com/v1'],
  ].map(([apiVersion, kind, remedy]) => ({
    rule: 'F5',
    what: `a group that is none: ${apiVersion} ${kind}`,
    bad: named(apiVersion, kind),
    good: named('fountain.example.com/v1', kind),
    message: `${NONE} "${kind}" in "${apiVersion}": ${remedy}`,
  })),
  {
    rule: 'F5',
    what: 'a kind that a release does not have yet',
    bad: named('storage.k8s.io/v1', 'VolumeAttributesClass'),
    good: named('storage.k8s.io/v1', 'CSIStorageCapacity'),
    message:
      'the kind VolumeAttributesClass of storage.k8s.io/v1 is known since Kubernetes 1.34, and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml',
  },
  {
    rule: 'F6',
    what: 'a kind of the operator in another version',
    bad: named('secrets.infisical.com/v1alpha1', 'InfisicalStaticSecret'),
    good: named('secrets.infisical.com/v1beta1', 'InfisicalStaticSecret'),
    message:
      'the operator has the kind InfisicalStaticSecret in secrets.infisical.com/v1beta1, not in "secrets.infisical.com/v1alpha1": write that',
  },
  {
    rule: 'F6',
    what: 'a kind of the operator that is misspelt',
    bad: named('secrets.infisical.com/v1alpha1', 'InfisicalSecrets'),
    good: named('secrets.infisical.com/v1alpha1', 'InfisicalSecret'),
    message: 'the operator has no kind "InfisicalSecrets": did you mean "InfisicalSecret"?',
  },
  ...[
    ['external-secrets.io/v1', 'Externalsecret', 'ExternalSecret'],
    ['external-secrets.io/v1', 'ExternalSecrets', 'ExternalSecret'],
    ['external-secrets.io/v1', 'SecretStores', 'SecretStore'],
    ['external-secrets.io/v1', 'clustersecretstore', 'ClusterSecretStore'],
    ['external-secrets.io/v1alpha1', 'Pushsecret', 'PushSecret'],
  ].map(([apiVersion, kind, meant]) => ({
    rule: 'F6',
    what: `a kind of External Secrets that is misspelt: ${kind}`,
    bad: named(apiVersion, kind),
    good: [...named(apiVersion, meant), ...named(apiVersion, `${meant}List`)],
    message: `External Secrets Operator has no kind "${kind}": did you mean "${meant}"?`,
  })),
  {
    rule: 'F6',
    what: 'a kind of the CSI driver that is misspelt',
    bad: named('secrets-store.csi.x-k8s.io/v1', 'SecretProviderclass'),
    good: named('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClassPodStatus'),
    message: 'the Secrets Store CSI driver has no kind "SecretProviderclass": did you mean "SecretProviderClass"?',
  },
  {
    rule: 'F6',
    what: 'a kind in a group of External Secrets that resembles none',
    bad: named('external-secrets.io/v1', 'Vault'),
    good: named('generators.external-secrets.io/v1alpha1', 'Passwords'),
    message:
      'External Secrets Operator has no kind "Vault": write one of SecretStore, ClusterSecretStore, ExternalSecret, ClusterExternalSecret, PushSecret, ClusterPushSecret',
  },
]);

test.each([
  ['v1', 'Deployment', 'apps/v1'],
  ['apps/v1beta1', 'Deployment', 'apps/v1'],
  ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 'batch/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['core/v1', 'Secret', 'v1'],
  ['rbac/v1', 'Role', 'rbac.authorization.k8s.io/v1'],
  ['networking.k8.io/v1', 'NetworkPolicy', 'networking.k8s.io/v1'],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1'],
])('%s %s is now in %s', (apiVersion, kind, now) => {
  expect(messagesOf(apiVersion, kind)).toEqual([`${NONE} "${kind}" in "${apiVersion}": write the apiVersion ${now}`]);
});

test('what nothing came in the place of is told', () => {
  expect(messagesOf('policy/v1beta1', 'PodSecurityPolicy')).toEqual([
    `${NONE} "PodSecurityPolicy" in "policy/v1beta1": drop it, or write what has come in its place`,
  ]);
});

test('a kind that a release no longer has is an error where that release is told', () => {
  const kind = ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema'] as const;
  expect(messagesOf(...kind)).toEqual([]);
  expect(messagesOf(...kind, { kubernetesVersion: '1.32' })).toEqual([
    'the kind FlowSchema of flowcontrol.apiserver.k8s.io/v1beta3 is known up to Kubernetes 1.31, the cluster has 1.32: drop it',
  ]);
});

test.each([
  ['example.com/v1', 'Deploymnet'],
  ['v1', 'List'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['secrets.infisical.com/v1alpha1', 'Password'],
  ['secrets.infisical.com/v1alpha1', 'UUID'],
  ['secrets.infisical.com/v1alpha1', 'InfisicalSecretList'],
])('nothing is said of %s %s', (apiVersion, kind) => {
  expect(messagesOf(apiVersion, kind)).toEqual([]);
});

test('of releases that are newer than those that are known nothing is said', () => {
  expect(messagesOf('apps/v2', 'Deployment', { kubernetesVersion: '1.38' })).toEqual([]);
  expect(messagesOf('secrets.infisical.com/v1', 'InfisicalSecret', { operatorVersion: 'v0.99.0' })).toEqual([]);
});
