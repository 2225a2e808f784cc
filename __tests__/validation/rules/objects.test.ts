import type { Fields } from '../../../lib/json/json';
import { modelOf } from '../../../lib/model/app-model';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { findingsOf } from '../../../lib/validation/findings-of';
import { RULES } from '../../../lib/validation/rules';
import {
  argoApplication,
  configMap,
  container,
  deployment,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  NAMESPACE,
  podTemplate,
  secret,
  secretsScope,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: NAMESPACE },
  spec: {},
});
const clusterRole = (name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
});
const SUBDOMAIN =
  'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit';
const LABEL = 'must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit';
const named = (name: string) => deployment({ template: podTemplate({ containers: [container({ name })] }) });

describeRules([
  {
    rule: 'N1',
    what: 'an object',
    bad: [secret('Api')],
    good: [secret('1.api')],
    message: `the name of the Secret "Api" ${SUBDOMAIN}`,
  },
  {
    rule: 'N1',
    what: 'a long name',
    bad: [configMap('a'.repeat(254))],
    good: [configMap('a'.repeat(253))],
    message: `the name of the ConfigMap "${'a'.repeat(254)}" has 254 characters, 253 are allowed`,
  },
  {
    rule: 'N1',
    what: 'a name that is no text',
    bad: [secret('api', {}, { name: 5 as never })],
    good: [secret('5')],
    message: `the name of the Secret "" ${SUBDOMAIN}`,
  },
  {
    rule: 'N1',
    what: 'a Service',
    bad: [service('1-api')],
    good: [service('api-1'), deployment({}, { name: '1-api' })],
    message:
      'the name of the Service "1-api" must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter',
  },
  {
    rule: 'N1',
    what: 'an RBAC object, whose name may hold what others may not',
    bad: [clusterRole('system:infisical/auth')],
    good: [clusterRole('system:Infisical')],
    message:
      'the name of the ClusterRole "system:infisical/auth" must be a path segment: not empty, ".", or "..", without "/" and "%"',
  },
  {
    rule: 'N1',
    what: 'a generated name',
    bad: [secret('api', {}, { name: undefined })],
    good: [secret('api', {}, { name: undefined, generateName: 'api-' } as object)],
    message: `the name of the Secret "" ${SUBDOMAIN}`,
  },
  {
    rule: 'N2',
    what: 'a namespace',
    bad: [infisicalSecret({}, { namespace: 'my.shop' })],
    good: [infisicalSecret({}, { namespace: 'my-shop' }), infisicalSecret({}, { namespace: undefined })],
    message: `the namespace "my.shop" ${LABEL}`,
  },
  {
    rule: 'N3',
    what: 'a container',
    bad: [named('my.api')],
    good: [named('my-api')],
    message: `the name of the container "my.api" ${LABEL}`,
  },
  {
    rule: 'N3',
    what: 'an init container',
    bad: [deployment({ template: podTemplate({ initContainers: [{ name: 'a'.repeat(64) }] }) })],
    good: [deployment({ template: podTemplate({ initContainers: [{ name: 'a'.repeat(63) }] }) })],
    message: `the name of the container "${'a'.repeat(64)}" has 64 characters, 63 are allowed`,
  },
  {
    rule: 'N4',
    what: 'a label',
    bad: [secret('api', {}, { labels: { team: 'the shop' } })],
    good: [secret('api', {}, { labels: { team: 'the_Shop.1', empty: '' }, annotations: { team: 'the shop' } })],
    message:
      'the value "the shop" of the label "team" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  },
  {
    rule: 'N4',
    what: 'a label that is no text',
    bad: [secret('api', {}, { labels: { version: 2 } })],
    good: [secret('api', {}, { labels: { version: '2' } })],
    message: 'the label "version" must be text, found the number 2, write "2"',
  },
  {
    rule: 'N4',
    what: 'a label that cannot even become text',
    bad: [secret('api', {}, { labels: { version: { toString: 1 } } })],
    good: [secret('api')],
    message: 'the label "version" must be text, found an object',
  },
]);

describe('N0', () => {
  const { spec, ...unrendered } = infisicalSecret();
  const findingsFor = (failure?: string) =>
    findingsOf(RULES, modelOf([{ manifest: failure === undefined ? { ...unrendered, spec } : unrendered, failure }]));

  test('tells why an object cannot be rendered, and nothing about the spec that is therefore missing', () => {
    expect(findingsFor('no such key').map(({ rule, message }) => [rule, message])).toEqual([
      [
        'N0',
        'the InfisicalSecret cannot be rendered: no such key (look at its patches, addJsonPatch, and at its lazy values)',
      ],
    ]);
  });

  test('is quiet about an object that can', () => {
    expect(findingsFor()).toEqual([]);
  });
});

test('an object without any identity is told, not thrown', () => {
  expect(checkManifests([{} as never]).map(({ rule }) => rule)).toEqual(['N1']);
});

const UNSET = '"undefined" is what a program writes for a value that is not set: set it';
const imageOf = (image: string) => deployment({ template: podTemplate({ containers: [container({ image })] }) });
const reading = (scope: Fields) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) } });

describeRules([
  {
    rule: 'N6',
    what: 'a name and a namespace, in one message',
    bad: [deployment({}, { name: 'api-undefined', namespace: 'undefined-shop' })],
    good: [deployment({}, { name: 'undefined-behaviour', namespace: 'shop' }), deployment({}, { name: 'dev-null' })],
    message: `the name of the Deployment "api-undefined", the namespace "undefined-shop": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the tag of an image',
    bad: [imageOf('orders:undefined')],
    good: [imageOf('undefined-behaviour:1.0'), imageOf('nullable:null-1')],
    message: `the image of container "api" "orders:undefined": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the registry of an image',
    bad: [imageOf('undefined/orders:1.0')],
    good: [imageOf('registry.example.com/orders:1.0')],
    message: `the image of container "api" "undefined/orders:1.0": ${UNSET}`,
  },
  ...['orders:vundefined', 'orders:prundefined', 'orders:undefined-alpine', 'orders:1.4-undefined.2'].map((image) => ({
    rule: 'N6',
    what: `an image that is put together: ${image}`,
    bad: [imageOf(image)],
    good: [imageOf('undefinedlabs/orders:v1'), imageOf('undefined-behavior:1')],
    message: `the image of container "api" "${image}": ${UNSET}`,
  })),
  {
    rule: 'N6',
    what: 'the name of the Secret that a login reads',
    bad: [
      infisicalSecret({
        authentication: {
          universalAuth: universalAuth({ credentialsRef: { secretName: 'undefined-login', secretNamespace: 'shop' } }),
        },
      }),
    ],
    good: [infisicalSecret()],
    message: `authentication.universalAuth.credentialsRef.secretName "undefined-login": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the names of what the pods use',
    bad: [
      deployment({
        template: podTemplate({
          serviceAccountName: 'shop-undefined',
          containers: [container({ env: [], envFrom: [{ secretRef: { name: 'undefined' } }] })],
        }),
      }),
    ],
    good: [
      // The writer of a managed Secret tells it.
      deployment({}),
    ],
    message: `the Secret "undefined", the service account "shop-undefined": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the place in Infisical',
    bad: [reading({ projectSlug: 'shop-undefined', envSlug: 'undefined', secretsPath: '/undefined/api' })],
    good: [reading({ projectSlug: 'nullpointer', envSlug: 'nano', secretsPath: '/annulled' })],
    message: `the projectSlug of the source "shop-undefined", the environment of the source "undefined", the secret path of the source "/undefined/api": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the host',
    bad: [infisicalConnection({ address: 'https://secrets.undefined.example.com' })],
    good: [infisicalConnection({ address: 'https://secrets.example.com' })],
    message: `the host "https://secrets.undefined.example.com": ${UNSET}`,
  },
  {
    rule: 'N6',
    what: 'the namespace of a reference, and what is written',
    bad: [
      infisicalSecret({
        managedKubeSecretReferences: [managedSecret({ secretName: 'a-null', secretNamespace: 'x-null' })],
      }),
    ],
    good: [infisicalSecret()],
    message:
      'the name of the managed Secret "a-null", managedKubeSecretReferences[0].secretNamespace "x-null": "null" is what a program writes for a value that is not set: set it',
  },
  {
    rule: 'N6',
    what: 'where Argo CD deploys from',
    bad: [argoApplication({ path: 'dist/undefined' })],
    good: [argoApplication({ path: 'dist/{{.environment}}' })],
    message: `path "dist/undefined": ${UNSET}`,
  },
]);

test.each(['shop-[object Object]', '[object Promise]', 'shop-NaN', 'None', 'a.<nil>'])(
  'N6 knows what other values leave in a text, and explains what else is wrong with it: %s',
  (name) => {
    const findings = checkManifests([deployment({}, { name, namespace: name })]);
    expect(findings.map(({ rule }) => rule)).toEqual(['N6']);
  },
);

test('N6 says of a namespace that all objects have the same of each, so that it is one line', () => {
  const namespace = 'shop-undefined';
  const reference = managedSecret({ secretNamespace: namespace });
  const found = checkManifests([
    infisicalSecret({ managedKubeSecretReferences: [reference] }, { namespace }),
    deployment({}, { namespace }),
  ]);
  expect(found.map(({ rule, message }) => [rule, message])).toEqual(
    Array(2).fill(['N6', `the namespace "${namespace}": ${UNSET}`]),
  );
});
