import type { Fields } from '../../../lib/json/json';
import { modelOf } from '../../../lib/model/app-model';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { findingsOf } from '../../../lib/validation/findings-of';
import { RULES } from '../../../lib/validation/rules';
import {
  argoApplication,
  container,
  deployment,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  podTemplate,
  secretsScope,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const LABEL = 'must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit';
const named = (name: string) => deployment({ template: podTemplate({ containers: [container({ name })] }) });

describeRules([
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
]);

test('what looks like a container in a kind that nobody here knows needs no name, but a valid one', () => {
  const prometheus = (spec: Fields) =>
    ({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'main' }, spec }) as never;
  const rulesOf = (spec: Fields) => checkManifests([prometheus(spec)]).map(({ rule }) => rule);
  expect(rulesOf({ image: 'prometheus:3', containers: [{ args: ['-v'] }] })).toEqual([]);
  expect(rulesOf({ containers: [container({ name: 'Api' })] })).toEqual(['N3']);
});

describe('N0', () => {
  const { spec, ...unrendered } = infisicalSecret();
  const findingsFor = (failure?: string) =>
    findingsOf(RULES, modelOf([{ manifest: failure === undefined ? { ...unrendered, spec } : unrendered, failure }]));

  test('tells why an object cannot be rendered, and nothing about the spec that is therefore missing', () => {
    expect(findingsFor('no such key').map(({ rule, message }) => [rule, message])).toEqual([
      [
        'N0',
        'the InfisicalSecret cannot be rendered: no such key (thrown while it was rendered: correct what it is declared with, or its lazy values)',
      ],
    ]);
  });

  test('is quiet about an object that can', () => {
    expect(findingsFor()).toEqual([]);
  });
});

test('an object without any identity is told, not thrown', () => {
  expect(checkManifests([{} as never]).map(({ rule }) => rule)).toEqual(['F5', 'F5', 'N1']);
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
    rule: 'N12',
    what: 'the namespace of a reference, and what is written',
    bad: [
      infisicalSecret({
        managedKubeSecretReferences: [managedSecret({ secretName: 'a-null', secretNamespace: 'x-null' })],
      }),
    ],
    good: [infisicalSecret()],
    message:
      'the name of the managed Secret "a-null", managedKubeSecretReferences[0].secretNamespace "x-null": "null" at the end is what programs write for a value that is not set: set it, or suppress this rule where it is meant',
  },
  {
    rule: 'N12',
    what: 'a name that the API server takes',
    bad: [deployment({}, { name: 'proxy-null' })],
    good: [deployment({}, { name: 'null-proxy' }), deployment({}, { name: 'dev-null' })],
    message:
      'the name of the Deployment "proxy-null": "null" at the end is what programs write for a value that is not set: set it, or suppress this rule where it is meant',
  },
  {
    rule: 'N13',
    what: 'a rule that is ignored without a reason',
    bad: [infisicalSecret({}, { annotations: { 'cdk8s-infisical/ignore': 'E1' } })],
    good: [infisicalSecret()],
    message:
      'the annotation "cdk8s-infisical/ignore" names the rule "E1" without a reason: write why it does not apply here',
  },
  {
    rule: 'N6',
    what: 'a whole part of a path or an image',
    bad: [reading({ secretsPath: '/null/api' }), imageOf('orders:null')],
    good: [reading({ secretsPath: '/nulls/api' }), imageOf('orders:null-1')],
    message:
      'the secret path of the source "/null/api": "null" is what a program writes for a value that is not set: set it',
  },
  {
    rule: 'N6',
    what: 'where Argo CD deploys from',
    bad: [argoApplication({ path: 'dist/undefined' })],
    good: [argoApplication({ path: 'dist/{{.environment}}' })],
    message: `path "dist/undefined": ${UNSET}`,
  },
]);

test('a name that ends in the word for nothing is no error where the API server takes it, and one that it refuses is', () => {
  const rulesFor = (name: string) => checkManifests([deployment({}, { name })]).map(({ rule }) => rule);
  expect(rulesFor('proxy-null')).toEqual(['N12']);
  expect(rulesFor('shop-NaN')).toEqual(['N1']);
  expect(rulesFor('shop-None')).toEqual(['N1']);
});

test.each(['shop-[object Object]', '[object Promise]', 'NaN', 'None', 'a.<nil>'])(
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
