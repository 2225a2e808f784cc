import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  clusterGenerator,
  configMap,
  deployment,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  PROJECT_ID,
  pushSecret,
  secretsScope,
  staticSecret,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const TEMPLATE = { metadata: { labels: { 'app.kubernetes.io/name': 'api' } } };
const container = (fields: object) => [
  deployment({ template: { ...TEMPLATE, spec: { containers: [{ name: 'api', image: 'api:1.0', ...fields }] } } }),
];

describeRules([
  {
    rule: 'F1',
    what: 'a field that Kubernetes does not know',
    bad: container({ resource: {} }),
    good: container({ resources: {} }),
    message: 'spec.template.spec.containers[0] has no field "resource": did you mean "resources"?',
  },
  {
    rule: 'F1',
    what: 'a field that only newer releases know',
    bad: container({ restartPolicyRules: [] }),
    good: container({ restartPolicy: 'Always' }),
    message:
      'the field spec.template.spec.containers[0].restartPolicyRules is known since Kubernetes 1.34, and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml',
  },
  ...[
    ['$patch', '"$patch": it is of a patch of kustomize, and no object: apply what kustomize build writes'],
    [
      '$setElementOrder/env',
      '"$setElementOrder/env": it is of a patch of kustomize, and no object: apply what kustomize build writes',
    ],
    ['$ref', '"$ref": drop it'],
    ['$ghp_0123456789', '(no valid name, 15 characters): drop it'],
    ['$any/ghp_0123456789abcdefghij0123456789abcdef', '(no valid name, 45 characters): drop it'],
  ].map(([name, told]) => ({
    rule: 'F1',
    what: `a field that begins with a dollar: ${name}`,
    bad: container({ [name]: 'delete' }),
    good: container({}),
    message: `spec.template.spec.containers[0] has no field ${told}`,
  })),
  {
    rule: 'F1',
    what: 'a field of a pod beside its template',
    bad: [deployment({ serviceAccountName: 'login' })],
    good: container({}),
    message: 'spec has no field "serviceAccountName": move it into spec.template.spec',
  },
  {
    rule: 'F1',
    what: 'a word of External Secrets',
    bad: [infisicalSecret({ syncConfig: undefined, refreshInterval: '1h' })],
    good: [infisicalSecret()],
    message: 'spec has no field "refreshInterval": write it as spec.syncConfig.resyncInterval',
  },
  {
    rule: 'F1',
    what: 'the word of the other generation',
    bad: [staticSecret({ sources: [{ projectSlug: 'shop', envSlug: 'prod', secretPath: '/' }] })],
    good: [staticSecret()],
    message: 'spec.sources[0] has no field "envSlug": did you mean "environmentSlug"?',
  },
  {
    rule: 'F1',
    what: 'a field at another level, where only one place has it',
    bad: [staticSecret({ refreshInterval: '5m', syncOptions: { instantUpdates: false } })],
    good: [staticSecret()],
    message: 'spec has no field "refreshInterval": move it into spec.syncOptions',
  },
  {
    rule: 'F1',
    what: 'a field one level too high, where several places have it',
    bad: [
      infisicalSecret({
        managedKubeSecretReferences: [
          managedSecret({ includeAllSecrets: true, template: { data: { A: 'x' } } }),
          managedSecret({ secretName: 'other', template: { data: { A: 'x' } } }),
        ],
      }),
    ],
    good: [infisicalSecret()],
    message:
      'spec.managedKubeSecretReferences[0] has no field "includeAllSecrets": move it into spec.managedKubeSecretReferences[0].template',
  },
  {
    rule: 'F1',
    what: 'a field one level too high, where only one place needs it',
    bad: [
      infisicalSecret({
        authentication: {
          universalAuth: { secretsScope: secretsScope(), credentialsRef: { secretNamespace: 'shop' }, secretName: 'a' },
        },
      }),
    ],
    good: [infisicalSecret()],
    message:
      'spec.authentication.universalAuth has no field "secretName": move it into spec.authentication.universalAuth.credentialsRef',
  },
  {
    rule: 'F1',
    what: 'a field that has no place',
    bad: [infisicalSecret({ managedKubeSecretReferences: [managedSecret({ dataFrom: [{ key: 'A' }] })] })],
    good: [infisicalSecret()],
    message: 'spec.managedKubeSecretReferences[0] has no field "dataFrom": drop it',
  },
  {
    rule: 'F1',
    what: 'what belongs into a Secret',
    bad: [infisicalSecret({ authentication: { universalAuth: { ...universalAuth(), clientId: 'a' } } })],
    good: [infisicalSecret()],
    message:
      'spec.authentication.universalAuth has no field "clientId": put it into a Secret in the cluster, and name that in credentialsRef',
  },
  {
    rule: 'F1',
    what: 'what a UUID cannot have',
    bad: [clusterGenerator({ kind: 'UUID', generator: { uuidSpec: { prefix: 'a' } } })],
    good: [clusterGenerator({ kind: 'UUID', generator: { uuidSpec: {} } })],
    message: 'spec.generator.uuidSpec has no field "prefix": drop it',
  },
  {
    rule: 'F1',
    what: 'a field of an operator that is not newer than what is known',
    bad: [infisicalConnection({ proxy: 'http://proxy:3128' })],
    good: [infisicalConnection()],
    settings: { operatorVersion: 'v0.11.7' },
    message: 'spec has no field "proxy": drop it',
  },
  {
    rule: 'F2',
    what: 'a text in the place of a boolean',
    bad: container({ stdin: 'true' }),
    good: container({ stdin: true }),
    message: 'spec.template.spec.containers[0].stdin must be true or false, found "true"',
  },
  {
    rule: 'F2',
    what: 'a password of digits, which is not shown',
    bad: container({ args: ['--password', 12345678] }),
    good: container({ args: ['--password', '$(PASSWORD)'] }),
    message: 'spec.template.spec.containers[0].args[1] must be text, found a number: write it in quotes',
  },
  {
    rule: 'F2',
    what: 'a password in the place of its source, which is not shown',
    bad: container({ env: [{ name: 'PASSWORD', valueFrom: 'hunter2hunter2' }] }),
    good: container({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'shop', key: 'PASSWORD' } } }] }),
    message: 'spec.template.spec.containers[0].env[0].valueFrom must be an object, found a text of 14 characters',
  },
  {
    rule: 'F2',
    what: 'what is called like a credential, which is not shown',
    bad: [configMap('shop', {}, { annotations: { 'example.com/password': 12345678 } })],
    good: [configMap('shop')],
    message: 'metadata.annotations["example.com/password"] must be text, found a number: write it in quotes',
  },
  {
    rule: 'F2',
    what: 'nothing in a list, where the schema of the operator knows texts; elsewhere the API server drops it',
    bad: [
      staticSecret({ sources: [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/', tagSlugs: [null] }] }),
    ],
    good: [infisicalSecret({ tls: null })],
    message: 'spec.sources[0].tagSlugs[0] is null: drop it',
  },
  {
    rule: 'F3',
    what: 'null, which is nothing',
    bad: [clusterGenerator({ kind: null })],
    good: [clusterGenerator()],
    message: 'spec lacks the field "kind"',
  },
  {
    rule: 'F3',
    what: 'a connection, which older operators need',
    bad: [infisicalAuth({ infisicalConnectionRef: null })],
    good: [infisicalAuth()],
    settings: { operatorVersion: 'v0.11.7' },
    message: 'spec lacks the field "infisicalConnectionRef", which operators before v0.11.8 need',
  },
  {
    rule: 'F3',
    what: 'what a connection is called, where there is one',
    bad: [infisicalAuth({ infisicalConnectionRef: { namespace: 'shop' } })],
    good: [infisicalAuth({ infisicalConnectionRef: null })],
    message: 'spec.infisicalConnectionRef lacks the field "name"',
  },
  {
    rule: 'F3',
    what: 'what a schema asks for',
    bad: [clusterGenerator({ kind: undefined })],
    good: [clusterGenerator()],
    message: 'spec lacks the field "kind"',
  },
  {
    rule: 'F4',
    what: 'a word that is not among those of a closed set',
    bad: container({ imagePullPolicy: 'IfMissing' }),
    good: container({ imagePullPolicy: 'IfNotPresent' }),
    message:
      'spec.template.spec.containers[0].imagePullPolicy is "IfMissing", allowed are Always, IfNotPresent, Never: write one of them',
  },
]);

describe('an operator that is newer than what is known may know more', () => {
  test.each<[string, Manifest]>([
    ['a field', infisicalConnection({ proxy: 'http://proxy:3128' })],
    ['a kind of generator', clusterGenerator({ kind: 'Token' })],
    ['no connection', infisicalAuth({ infisicalConnectionRef: undefined })],
    ['a method', infisicalAuth({ method: 'jwt' })],
  ])('%s', (_, manifest) => {
    const told = (operatorVersion: string) =>
      checkManifests([manifest], { operatorVersion }).filter(({ rule }) => /^F|^A3$/.test(rule));
    expect(told('v0.11.7')).toHaveLength(1);
    expect(told('v0.11.8')).toEqual([]);
  });
});

test('a slip in what all of them know is told whatever the operator', () => {
  const misspelt = infisicalAuth({
    infisicalConnectionRef: undefined,
    infisicalConectionRef: { name: 'connection', namespace: 'shop' },
  });
  for (const operatorVersion of [undefined, 'v0.11.7', 'v0.11.17', 'v0.12.0']) {
    expect(checkManifests([misspelt], { operatorVersion }).map(({ rule }) => rule)).toEqual(['F1']);
  }
});

describe('one mistake is told once', () => {
  const told = (manifest: Manifest) =>
    checkManifests([manifest], { operatorVersion: 'v0.11.7' }).map(({ rule, at }) => `${rule} ${at.join('.')}`);

  test.each<[string, Manifest, string[]]>([
    ['a text for a login', infisicalSecret({ authentication: 'universal' }), ['F2 spec.authentication']],
    ['a number for a spec', { ...pushSecret(), spec: 7 }, ['F2 spec']],
    [
      'a number for a project',
      pushSecret({ destination: { projectId: 7, environmentSlug: 'prod', secretsPath: '/' } }),
      ['F2 spec.destination.projectId'],
    ],
    [
      'a misspelt field, which is not also missing',
      infisicalAuth({
        infisicalConnectionRef: undefined,
        infisicalConectionRef: { name: 'connection', namespace: 'shop' },
      }),
      ['F1 spec.infisicalConectionRef'],
    ],
    [
      'the id of a project under a slip',
      pushSecret({ destination: { projectid: PROJECT_ID, environmentSlug: 'prod', secretsPath: '/' } }),
      ['F1 spec.destination.projectid'],
    ],
    [
      'a login outside of the authentication',
      infisicalSecret({ authentication: {}, universalAuth: universalAuth({ secretsScope: secretsScope() }) }),
      ['F1 spec.universalAuth'],
    ],
    [
      'a reference under a slip, which lacks no namespace',
      infisicalSecret({ managedKubeSecretReferences: undefined, managedKubeSecretReference: [managedSecret()] }),
      ['F1 spec.managedKubeSecretReference'],
    ],
    [
      'a scope that stands beside its login, without a word of F1',
      infisicalSecret({ secretsScope: { projectSlug: 'shop' }, authentication: { universalAuth: universalAuth() } }),
      ['S1 spec.secretsScope'],
    ],
    [
      'a scope that is not there, all that it lacks',
      infisicalSecret({ authentication: { universalAuth: universalAuth() } }),
      ['S1 spec.authentication.universalAuth.secretsScope'],
    ],
    [
      'a login that does not exist',
      infisicalSecret({ authentication: { universalAuht: {} } }),
      ['A1 spec.authentication.universalAuht'],
    ],
    [
      'a credential in the place of its reference',
      infisicalSecret({
        authentication: { universalAuth: { secretsScope: secretsScope(), clientId: 'a', clientSecret: 'b' } },
      }),
      ['F1 spec.authentication.universalAuth.clientId', 'A10 spec.authentication.universalAuth.clientSecret'],
    ],
    [
      'but two mistakes are two',
      infisicalSecret({
        hostAPI: 7,
        authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug: '' }) }) },
      }),
      ['S4 spec.authentication.universalAuth.secretsScope.envSlug', 'F2 spec.hostAPI'],
    ],
    [
      'a warning about a field is no reason to be silent about its type',
      infisicalConnection({ tls: { caCertificate: { name: 'ca', namespace: 'shop', key: 'ca.crt', optional: true } } }),
      ['H7 spec.tls.caCertificate', 'F1 spec.tls.caCertificate.optional'],
    ],
  ])('%s', (_, manifest, expected) => {
    expect(told(manifest).sort()).toEqual([...expected].sort());
  });
});

const NAMED = { name: 'shop', namespace: 'shop' };
const service = (spec: object) => [
  { apiVersion: 'v1', kind: 'Service', metadata: NAMED, spec: { ports: [{ port: 80 }], ...spec } },
];

describeRules([
  {
    rule: 'F4',
    what: 'the empty text, where it stands for no default',
    bad: service({ internalTrafficPolicy: '' }),
    good: service({ externalTrafficPolicy: '' }),
    message: 'spec.internalTrafficPolicy is "", allowed are Cluster, Local: write one of them',
  },
  {
    rule: 'F4',
    what: 'nothing in a list of words',
    bad: service({ ipFamilies: [null] }),
    good: service({ ipFamilies: null }),
    message: 'spec.ipFamilies[0] is "", allowed are IPv4, IPv6: write one of them',
  },
]);

test('nothing in a list of objects is an object without fields, as for Go', () => {
  const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: NAMED, subsets: [null] };
  expect(checkManifests([endpoints as never]).map(({ message }) => message)).toEqual([
    'subsets[0].addresses is missing: write one, or notReadyAddresses',
  ]);
});
