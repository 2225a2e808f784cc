import { checkManifests } from '../../../lib/validation/check-manifests';
import { findingsOf } from '../../../lib/validation/rule';
import { RULES } from '../../../lib/validation/rules';
import { viewOf } from '../../../lib/validation/view/app-view';
import { configMap, container, deployment, infisicalSecret, NAMESPACE, podTemplate, secret } from '../manifests';
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
    message: 'the value "the shop" of the label "team" must be letters, digits, "-", "_" and "."',
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
    findingsOf(RULES, viewOf([{ manifest: failure === undefined ? { ...unrendered, spec } : unrendered, failure }]));

  test('tells why an object cannot be rendered, and nothing about the spec that is therefore missing', () => {
    expect(findingsFor('no such key').map(({ rule, message }) => [rule, message])).toEqual([
      ['N0', 'the InfisicalSecret cannot be rendered: no such key'],
    ]);
  });

  test('is quiet about an object that can', () => {
    expect(findingsFor()).toEqual([]);
  });
});

test('an object without any identity is told, not thrown', () => {
  expect(checkManifests([{} as never]).map(({ rule }) => rule)).toEqual(['N1']);
});
