import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests, checkResources } from '../../../lib/validation/check-manifests';
import { argoApplication, configMap, helmRelease, infisicalSecret } from '../manifests';
import { describeRules } from '../rule-cases';

const HOST = { hostAPI: 'https://secrets.example.com/api' };
const CA = {
  'tls.caRef.secretName': 'infisical-ca',
  'tls.caRef.secretNamespace': 'infisical',
  'tls.caRef.key': 'ca.crt',
};

const configured = (data: Fields, namespace: string | undefined = 'infisical-operator-system'): Manifest =>
  configMap('infisical-config', { data }, { namespace });

const NO_HOST =
  'the ConfigMap "infisical-config" has no hostAPI, and v1alpha1 resources that name no host themselves log in at "https://app.infisical.com" then, whatever hostAPI the chart has: write it, for example "https://app.infisical.com/api"';

describeRules([
  ...[{}, CA, { hostAPI: '' }].map((data) => ({
    rule: 'X37',
    what: `no host in ${JSON.stringify(Object.keys(data))}`,
    bad: [configured(data)],
    good: [configured({ ...CA, ...HOST }), configured({ hostAPI: '${HOST}' }), configMap('settings', { data })],
    message: NO_HOST,
  })),
  {
    rule: 'X37',
    what: 'not: an operator that fills the host in, and none that reads no ConfigMap',
    bad: [configured({}), { ...configured(HOST), kind: 'Secret' }],
    good: [configured(HOST)],
    message: NO_HOST,
  },
  {
    rule: 'X37',
    what: 'another namespace than the one in which the operator looks',
    bad: [configured(HOST, 'infisical')],
    good: [configured({ API_URL: 'https://api.example.com' }, 'shop'), configured(HOST, '${NAMESPACE}')],
    message:
      'the operator reads the ConfigMap "infisical-config" in the namespace "infisical-operator-system" only, wherever it is installed, and this one is in "infisical": put it there, or write hostAPI into each resource',
  },
  {
    rule: 'X37',
    what: 'a host without /api, which nobody adds here',
    bad: [configured({ hostAPI: 'https://secrets.example.com/' })],
    good: [configured(HOST)],
    message:
      'the hostAPI "https://secrets.example.com/" of the operator does not end with "/api", which the operator adds to that of a resource only: write "https://secrets.example.com/api"',
  },
  {
    rule: 'X37',
    what: 'a host that is none',
    bad: [configured({ hostAPI: 'secrets.example.com/api' })],
    good: [configured(HOST)],
    message:
      'the hostAPI of the operator (a text of 23 characters) is not a URL: write for example "https://secrets.example.com/api"',
  },
  {
    rule: 'X37',
    what: 'the pod of the operator',
    bad: [configured({ hostAPI: 'http://localhost:8080/api' })],
    good: [configured(HOST)],
    message:
      'the hostAPI "http://localhost:8080/api" of the operator is the pod of the operator itself: write the host as pods reach it, for example "http://infisical.infisical.svc:8080"',
  },
  {
    rule: 'X38',
    what: 'a certificate authority without all of its parts',
    bad: [configured({ ...HOST, 'tls.caRef.secretName': 'infisical-ca', 'tls.caRef.key': '' })],
    good: [configured({ ...HOST, ...CA }), configured(HOST), configured({ 'tls.caRef.key': 'ca.crt' }, 'other')],
    message:
      'the ConfigMap "infisical-config" names a certificate authority without tls.caRef.secretNamespace and tls.caRef.key, and the operator can sync no v1alpha1 resource of the whole cluster: write tls.caRef.secretName, tls.caRef.secretNamespace and tls.caRef.key, or none of them',
  },
  {
    rule: 'X38',
    what: 'not: a release that did not read it yet',
    settings: { operatorVersion: 'v0.10.12' },
    bad: [configured({ ...HOST, 'tls.caRef.secretName': 'infisical-ca', 'tls.caRef.key': 'ca.crt' })],
    good: [configured(HOST)],
    message:
      'the ConfigMap "infisical-config" names a certificate authority without tls.caRef.secretNamespace, and the operator can sync no v1alpha1 resource of the whole cluster: write tls.caRef.secretName, tls.caRef.secretNamespace and tls.caRef.key, or none of them',
  },
  {
    rule: 'X3',
    what: 'scopedRBAC without namespaces',
    bad: [helmRelease({ scopedRBAC: true, scopedNamespaces: [] })],
    good: [
      helmRelease({ scopedRBAC: true, scopedNamespaces: ['shop'] }),
      helmRelease({ scopedRBAC: true, scopedNamespace: 'shop' }),
      helmRelease({ scopedRBAC: false }),
      argoApplication({ helm: { valueFiles: ['scope.yaml'], valuesObject: { scopedRBAC: true } } }),
      argoApplication({ helm: { values: 'scopedNamespaces: [shop]', valuesObject: { scopedRBAC: true } } }),
    ],
    message:
      'scopedRBAC has no effect without scopedNamespaces, and the operator gets the rights of the whole cluster: name its namespaces',
  },
]);

const first = helmRelease({ scopedNamespaces: ['shop'], scopedRBAC: true }, { name: 'infisical-operator-shop' });
const second = (values: Fields = {}) =>
  helmRelease({ scopedNamespaces: ['web'], scopedRBAC: true, ...values }, { name: 'infisical-operator-web' });
const application = (source: Fields, destination?: Fields) => {
  const one = argoApplication(source, { name: 'infisical-operator-two' }) as Manifest & { spec: Fields };
  return destination === undefined ? one : { ...one, spec: { ...one.spec, destination } };
};

const ALIKE =
  'the release "infisical-operator-web" of the operator names its ClusterRoles "infisical-opera-…", as the release "infisical-operator-shop" of HelmRelease "infisical-operator-shop" does: the chart keeps 15 characters. Set fullnameOverride, to a name of at most 15 characters that no other has';

describeRules([
  ...[
    ['names that differ behind 15 characters', second()],
    ['an override that is as long', second({ fullnameOverride: 'infisical-operator-for-the-web' })],
  ].map(([what, other]) => ({
    rule: 'X36',
    what: String(what),
    bad: [first, other as Manifest],
    good: [first, second({ fullnameOverride: 'web-operator' })],
    message: ALIKE,
  })),
  ...[
    ['another cluster', application({}, { server: 'https://other.example.com' }), application({}, { name: 'third' })],
    ['one object twice, as overlays have it', first, first],
    ['values that stand elsewhere', first, application({ helm: { valueFiles: ['values.yaml'] } })],
    ['an override in a text', first, application({ helm: { values: 'fullnameOverride: two' } })],
    ['a name that is filled in later', first, application({ helm: { releaseName: '{{name}}' } })],
    [
      'Roles instead, by the older field',
      helmRelease({ scopedNamespace: 'shop', scopedRBAC: true }, { name: 'infisical-operator-shop' }),
      second({ scopedNamespace: 'web', scopedNamespaces: undefined }),
    ],
  ].map(([what, ...good]) => ({
    rule: 'X36',
    what: `not: ${String(what)}`,
    bad: [first, second()],
    good: good as Manifest[],
    message: ALIKE,
  })),
  {
    rule: 'X36',
    what: 'two Applications of Argo CD',
    bad: [
      argoApplication({ helm: { releaseName: 'secrets-operator-a' } }, { name: 'a' }),
      argoApplication({ helm: { releaseName: 'secrets-operator-b' } }, { name: 'b' }),
    ],
    good: [argoApplication({}, { name: 'a' }), argoApplication({}, { name: 'b' })],
    message:
      'the release "secrets-operator-b" of the operator names its ClusterRoles "secrets-operato-…", as the release "secrets-operator-a" of Application "a" does: the chart keeps 15 characters. Set fullnameOverride, to a name of at most 15 characters that no other has',
  },
]);

const limited = (namespace: string, name: string, values: Fields = {}) =>
  helmRelease({ scopedRBAC: true, scopedNamespaces: [namespace], installCRDs: false, ...values }, { name });

const SHARED =
  'the operator of HelmRelease "first" watches "shop", too, and both act on each resource there: give each namespaces of its own, by scopedNamespaces and scopedRBAC: true, or drop one release';

describeRules([
  {
    rule: 'X44',
    what: 'two operators of which one is limited to a namespace, and the other to none',
    bad: [limited('shop', 'first'), helmRelease({}, { name: 'second' })],
    good: [limited('shop', 'first'), limited('web', 'second')],
    message: SHARED,
  },
  {
    rule: 'X44',
    what: 'not: another cluster, one object twice, values that stand elsewhere',
    bad: [limited('shop', 'first'), limited('shop', 'second')],
    good: [
      limited('shop', 'first'),
      limited('shop', 'first'),
      argoApplication({}, { name: 'far' }, { name: 'other-cluster', namespace: 'infisical' }),
      argoApplication({ helm: { valueFiles: ['values.yaml'] } }, { name: 'second' }),
      limited('shop', 'third', { scopedNamespaces: ['${NAMESPACE}'] }),
    ],
    message: SHARED,
  },
  {
    rule: 'X44',
    what: 'two operators for the whole cluster',
    bad: [helmRelease({}, { name: 'first' }), argoApplication({}, { name: 'second' })],
    good: [helmRelease({}, { name: 'first' }), argoApplication({ chart: 'other' }, { name: 'second' })],
    message: SHARED.replace('"shop"', 'all namespaces'),
  },
]);

const BESIDE =
  'the operator of HelmRelease "first" is in the namespace "shop", too, where both elect one leader, and the other one never acts: put this one into a namespace of its own, or drop one release';

describeRules([
  {
    rule: 'X47',
    what: 'two operators in one namespace, whatever they watch',
    bad: [limited('shop', 'first'), limited('web', 'second')],
    good: [
      limited('shop', 'first'),
      limited('shop', 'first'),
      helmRelease({}, { name: 'second', namespace: 'web' }),
      argoApplication({}, { name: 'far' }, { name: 'other-cluster', namespace: 'shop' }),
      argoApplication({}, { name: 'later' }, { namespace: '${NAMESPACE}' }),
      argoApplication({}, { name: 'later-too' }, { namespace: '${NAMESPACE}' }),
      limited('web', 'third', { controllerManager: { manager: { args: ['--health-probe-bind-address=:8081'] } } }),
    ],
    message: BESIDE,
  },
]);

describe('releases in the folders of a repository', () => {
  const found = (...files: [file: string, manifest: Manifest][]) =>
    checkResources(files.map(([file, manifest]) => ({ file, manifest }))).map(({ rule }) => rule);
  const [one, other] = ['infisical-operator-eu', 'infisical-operator-us'].map((name) =>
    limited('shop', name, { installCRDs: true }),
  );

  test('are of one cluster in one folder, and may be those of several in several', () => {
    expect(found(['eu/one.yaml', one], ['eu/other.yaml', other]).sort()).toEqual(['X36', 'X44', 'X47', 'X7']);
    const ofSeveral = found(['clusters/eu/operator.yaml', one], ['clusters/us/operator.yaml', other]);
    expect(ofSeveral.filter((rule) => rule.startsWith('X'))).toEqual([]);
  });

  test('are held against each other, not only against the first', () => {
    const [shop, web, webToo] = ['shop', 'web', 'web'].map((watched, i) =>
      helmRelease({ scopedRBAC: true, scopedNamespaces: [watched] }, { name: `operator-${i}`, namespace: `o-${i}` }),
    );
    expect(found(['shop.yaml', shop], ['web.yaml', web])).not.toContain('X44');
    expect(found(['shop.yaml', shop], ['web.yaml', web], ['web-too.yaml', webToo])).toContain('X44');
  });

  test('are of one cluster where they name it', () => {
    const [first, second] = ['first', 'second'].map((name) =>
      argoApplication({}, { name }, { name: 'eu', namespace: 'infisical' }),
    );
    expect(found(['a/one.yaml', first], ['b/two.yaml', second])).toEqual(expect.arrayContaining(['X44', 'X47']));
  });
});

test('of a parameter of Argo CD for an entry of a list, nobody says that the list is missing', () => {
  const parameters = [
    { name: 'scopedRBAC', value: 'true' },
    { name: 'scopedNamespaces[0]', value: 'shop' },
  ];
  const found = (...given: object[]) => checkManifests([argoApplication({ helm: { parameters: given } }) as Manifest]);
  expect(found(...parameters).map(({ rule }) => rule)).not.toContain('X3');
  expect(found(parameters[0]).map(({ rule }) => rule)).toContain('X3');
});

const INSTALLS =
  'the release installs the operator "0.11.5", and what is told of it is version "v0.11.7": tell nothing, as the release says it (operator.version in cdk8s-infisical.yaml), or install that one';

describeRules([
  {
    rule: 'X45',
    what: 'another version than is told',
    settings: { operatorVersion: 'v0.11.7' },
    bad: [argoApplication({})],
    good: [
      argoApplication({ targetRevision: 'v0.11.7' }, { name: 'same' }),
      argoApplication({ targetRevision: '0.11.*' }, { name: 'range' }),
      argoApplication({ targetRevision: '${VERSION}' }, { name: 'later' }),
      argoApplication(
        { chart: undefined, path: 'charts/secrets-operator', targetRevision: 'v0.11.5' },
        { name: 'tag' },
      ),
      helmRelease({}, { name: 'newest' }),
    ],
    message: INSTALLS,
  },
  {
    rule: 'X45',
    what: 'a namespace that is told to be watched and is not',
    settings: { watchedNamespaces: ['shop', 'web'] },
    bad: [limited('shop', 'first')],
    good: [limited('shop', 'first', { scopedNamespaces: 'web,shop,more' })],
    message:
      'the operator of the release watches "shop" only, and what is told of it is that it watches "web", too: tell nothing, as the release says it (operator.watchedNamespaces in cdk8s-infisical.yaml), or add it to scopedNamespaces',
  },
]);

describe('what a release beside the resources says of the operator', () => {
  const sync = infisicalSecret({ syncConfig: { resyncInterval: '5m' } });
  const found = (...manifests: object[]) => checkManifests(manifests as Manifest[]).map(({ rule }) => rule);

  test('an older version knows less', () => {
    expect(found(argoApplication({ targetRevision: 'v0.10.20' }), sync)).toContain('X6');
    expect(found(argoApplication({ targetRevision: 'v0.11.5' }), sync)).not.toContain('X6');
  });

  test('of several versions nobody knows which one is meant', () => {
    const other = argoApplication({ targetRevision: 'v0.11.5' }, { name: 'far' }, { name: 'other', namespace: 'i' });
    expect(found(argoApplication({ targetRevision: 'v0.10.20' }), other, sync)).not.toContain('X6');
  });

  test('of several versions one may be told, and none that nobody installs', () => {
    const both = ['v0.11.5', 'v0.11.7'].map((targetRevision) =>
      argoApplication({ targetRevision }, { name: targetRevision }),
    );
    const told = (operatorVersion: string) =>
      checkManifests(both as Manifest[], { operatorVersion }).filter(({ rule }) => rule === 'X45');
    expect(told('0.11.5')).toEqual([]);
    expect(told('v0.11.6')).toHaveLength(2);
  });

  test('it sees the namespaces that it is limited to', () => {
    expect(found(limited('web', 'operator'), sync)).toContain('X2');
    expect(found(limited('shop', 'operator'), sync)).not.toContain('X2');
    const elsewhere = argoApplication({ chart: 'other' }, { name: 'far' }, { name: 'other-cluster', namespace: 'i' });
    expect(found(limited('web', 'operator'), elsewhere, sync)).not.toContain('X2');
  });
});
