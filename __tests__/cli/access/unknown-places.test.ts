import { whyNotAsked } from '../../../cli/access/filled-in-later';
import { accessIn } from '../../../cli/access/key-uses';
import { unknownNamespaceLines } from '../../../cli/access/unknown-namespaces';
import { hostPolicy, hostProblem } from '../../../cli/infisical-api/hosts';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const KNOWN = {
  host: 'https://app.infisical.com',
  projectSlug: 'shop',
  environment: 'prod',
  path: '/',
  recursive: false,
};

test.each([
  ['host', { host: `https://\${HOST}` }],
  ['project', { projectSlug: '{{ .Values.project }}' }],
  ['environment', { environment: `\${ENV}` }],
  ['environment', { environment: '{{ .Values.env }}' }],
  ['environment', { environment: `\${ENV:=prod}` }],
  ['folder', { path: '/{{ environment }}/api' }],
])('nobody is asked where the %s is filled in later: %j', (part, given) => {
  expect(whyNotAsked({ ...KNOWN, ...given })).toBe(
    `the ${part} "${Object.values(given)[0]}" is filled in later, so that nobody knows it here: check what is applied`,
  );
});

test('what is known is asked for', () => {
  expect(whyNotAsked(KNOWN)).toBeUndefined();
});

const sync = (namespace: string) => `
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: api, namespace: ${namespace} }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: c, secretNamespace: ${namespace} }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: /${namespace} }
  managedSecretReference: { secretName: managed, secretNamespace: ${namespace}, creationPolicy: Orphan }
---`;
const pod = (namespace = '') => `
apiVersion: v1
kind: Pod
metadata: { name: p${namespace} }
spec: { containers: [{ name: c, env: [{ name: A, valueFrom: { secretKeyRef: { name: managed, key: A } } }] }] }
`;
const MUST = { consequence: 'its keys must be in each' };
const usesIn = (text: string) => accessIn(manifestsIn(text, 'a.yaml').manifests).uses;

test('a workload of an unknown namespace needs the key of each Secret of that name, and is told of', () => {
  const uses = usesIn(sync('shop') + sync('bank') + pod());
  expect(uses.flatMap(({ needs }) => needs.flatMap(({ sources }) => sources.map(({ path }) => path)))).toEqual([
    '/shop',
    '/bank',
  ]);
  expect(unknownNamespaceLines(uses, MUST)).toEqual([
    expect.stringMatching(
      /^a\.yaml:\d+:1: nobody knows the namespace of Pod "p", and there is a Secret "managed" in "bank" and "shop": its keys must be in each\. Say which it is with --namespace$/,
    ),
  ]);
});

test('where a namespace is named, or one only fits, nothing is told', () => {
  const placed = pod().replace('name: p ', 'name: p, namespace: shop ');
  expect(unknownNamespaceLines(usesIn(sync('shop') + sync('bank') + placed), MUST)).toEqual([]);
  expect(unknownNamespaceLines(usesIn(sync('shop') + pod()), MUST)).toEqual([]);
});

const slashed = sync('shop').replace('spec:\n', 'spec:\n  hostAPI: https://app.infisical.com/api/\n') + pod('shop');

test.each([
  ['v0.10.34', 'https://app.infisical.com/api/api'],
  ['v0.11.0', 'https://app.infisical.com'],
])('behind the slash of a hostAPI, the operator %s asks %s', (operatorVersion, host) => {
  const { uses } = accessIn(manifestsIn(slashed, 'a.yaml').manifests, [], { operatorVersion });
  expect([...new Set(uses.flatMap(({ sources }) => sources.map((source) => source.host)))]).toEqual([host]);
});

test('of which no credential goes to Infisical Cloud', () => {
  expect(hostProblem('https://app.infisical.com/api/api', hostPolicy([], [], {}))).toContain(
    'which you did not: no credential was sent to it',
  );
});
