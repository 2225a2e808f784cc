import type { Fields } from '../../../lib/json/json';
import type { Settings } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  argoApplication,
  clusterGenerator,
  configMap,
  dynamicSecret,
  helmRelease,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  NAMESPACE,
  PROJECT_ID,
  pushSecret,
  secretsScope,
  source,
  staticSecret,
  target,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const watched = (...watchedNamespaces: string[]) => ({ watchedNamespaces });

const reading = (scope: Fields) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) } });
const generating = (generatorRef: Fields) =>
  pushSecret({ push: { generators: [{ destinationSecretName: 'PASSWORD', generatorRef }] } });

const OUTSIDE = 'is none of those that the operator watches, "shop":';
const SCOPED_RBAC = 'scopedNamespaces has no effect without scopedRBAC: add scopedRBAC: true';
/** The kinds of v1beta1 are there, and two releases later good for what others write of them. */
const BEST: { readonly [since: string]: string } = {
  '0.11.0': ', best to v0.11.2 or newer, which knows projectSlug there and has the right to own the Secrets',
};
const needs = (what: string, since: string, version: string) =>
  `${what} needs the operator v${since}, and the cluster has "${version}": upgrade the operator${BEST[since] ?? ''}, or do without`;
const HEALTH = (kind: string) =>
  `Argo CD takes every ${kind} for healthy at once: add "resource.customizations.health.secrets.infisical.com_${kind}" to the data of the ConfigMap argocd-cm`;

/** A release whose values are in a ConfigMap of the cluster. */
function fromElsewhere(): Manifest {
  const { spec, ...rest } = helmRelease({}, { name: 'from-elsewhere' });
  return { ...rest, spec: { ...(spec as object), valuesFrom: [{ kind: 'ConfigMap', name: 'values' }] } };
}

describeRules([
  {
    rule: 'X1',
    what: 'an InfisicalAuth in another namespace',
    bad: [staticSecret(), infisicalAuth({}, { namespace: 'platform' })],
    good: [staticSecret(), infisicalAuth()],
    message:
      'infisicalAuthRef leads to the InfisicalAuth "shop/auth", which the app does not declare: did you mean "platform/auth"?',
  },
  {
    rule: 'X1',
    what: 'an InfisicalConnection with another name',
    bad: [infisicalAuth(), infisicalConnection({}, { name: 'conection' })],
    good: [infisicalAuth(), infisicalConnection()],
    message:
      'infisicalConnectionRef leads to the InfisicalConnection "shop/connection", which the app does not declare: did you mean "shop/conection"?',
  },
  {
    rule: 'X1',
    what: 'an InfisicalAuth of quite another name',
    bad: [staticSecret(), infisicalAuth({}, { name: 'universal' })],
    // Another app may declare it.
    good: [staticSecret(), infisicalConnection()],
    message:
      'infisicalAuthRef leads to the InfisicalAuth "shop/auth", which the app does not declare: it declares "shop/universal"',
  },
  {
    rule: 'X1',
    what: 'an InfisicalConnection whose namespace comes from whoever applies it, such as kubectl',
    bad: [
      infisicalAuth({}, { namespace: 'other' }),
      infisicalConnection({}, { name: 'conection', namespace: undefined }),
    ],
    good: [infisicalAuth({}, { namespace: undefined }), infisicalConnection({}, { namespace: undefined })],
    message:
      'infisicalConnectionRef leads to the InfisicalConnection "shop/connection", which the app does not declare: did you mean "conection"?',
  },
  {
    rule: 'X2',
    what: 'a target outside of the watched namespaces',
    bad: [staticSecret({ targets: [target({ namespace: 'other' })] })],
    good: [staticSecret(), infisicalAuth(), infisicalConnection(), clusterGenerator({}, { namespace: 'x' })],
    settings: watched(NAMESPACE),
    message: `the namespace "other" (spec.targets[0].namespace) ${OUTSIDE} choose one of these, or have it watch "other"`,
  },
  {
    rule: 'X2',
    what: 'a resource and its managed Secret outside of the watched namespaces',
    bad: [
      infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: 'x' })] }, { namespace: 'x' }),
    ],
    good: [infisicalSecret(), configMap('plain', {}, { namespace: 'x' })],
    settings: watched(NAMESPACE),
    message: `the namespace "x" ${OUTSIDE} choose one of these, or have it watch "x"`,
  },
  {
    rule: 'X3',
    what: 'a HelmRelease with a list of namespaces only',
    bad: [helmRelease({ scopedNamespaces: ['a', 'b'] })],
    good: [helmRelease({ scopedNamespaces: ['a', 'b'], scopedRBAC: true }), helmRelease({ scopedNamespaces: [] })],
    message: SCOPED_RBAC,
  },
  {
    rule: 'X3',
    what: 'the older field for one namespace',
    bad: [helmRelease({ scopedNamespace: 'a' })],
    good: [helmRelease({ scopedNamespace: '' }), helmRelease({ scopedNamespace: 'a', scopedRBAC: true })],
    message: 'scopedNamespace has no effect without scopedRBAC: add scopedRBAC: true',
  },
  {
    rule: 'X3',
    what: 'an Argo CD Application with a list of namespaces only',
    bad: [argoApplication({ helm: { valuesObject: { scopedNamespaces: ['a'], scopedRBAC: false } } })],
    good: [
      argoApplication({
        helm: { valuesObject: { scopedNamespaces: ['a'] }, parameters: [{ name: 'scopedRBAC', value: 'true' }] },
      }),
      argoApplication({ chart: 'external-secrets', helm: { valuesObject: { scopedNamespaces: ['a'] } } }),
    ],
    message: SCOPED_RBAC,
  },
  {
    rule: 'X4',
    what: 'generators with an operator for some namespaces',
    bad: [generating({ kind: 'UUID', name: 'password' })],
    good: [pushSecret()],
    settings: watched(NAMESPACE),
    message:
      'push.generators needs an operator for the whole cluster, as a ClusterGenerator is in no namespace, and this one watches only "shop": it would wait for ever, every other push behind it, and none could be deleted any more, as its finalizer stays. Push a Secret instead',
  },
  ...['Password', 'UUID'].map((kind) => ({
    rule: 'X5',
    what: `an object of the kind ${kind}`,
    bad: [{ ...clusterGenerator(), kind }],
    good: [clusterGenerator({ kind })],
    message: `the operator never reads the kind ${kind}: write a ClusterGenerator with kind: ${kind}`,
  })),
  {
    rule: 'X5',
    what: 'a generator that the app does not have',
    bad: [clusterGenerator(), generating({ kind: 'Password', name: 'passwords' })],
    good: [clusterGenerator(), generating({ kind: 'Password', name: 'password' })],
    message:
      'generatorRef leads to the ClusterGenerator "passwords", which the app does not declare: it declares "password"',
  },
  {
    rule: 'X5',
    what: 'a generator without parameters',
    bad: [clusterGenerator({ generator: { uuidSpec: {} } }), generating({ kind: 'Password', name: 'password' })],
    good: [clusterGenerator({ generator: { uuidSpec: {} } }), generating({ kind: 'UUID', name: 'password' })],
    message:
      'generatorRef wants a Password from the ClusterGenerator "password", which has no generator.passwordSpec: add one',
  },
  {
    rule: 'X5',
    what: 'a generatorRef without a name',
    bad: [generating({ kind: 'UUID' })],
    good: [generating({ kind: 'UUID', name: 'elsewhere' })],
    message: 'a generator has no generatorRef with a name: name a ClusterGenerator',
  },
  {
    rule: 'X6',
    what: 'a field that the operator does not know yet',
    bad: [infisicalSecret()],
    good: [infisicalSecret({ syncConfig: undefined, resyncInterval: 60 })],
    settings: { operatorVersion: 'v0.10.20' },
    message: needs('syncConfig', '0.10.23', 'v0.10.20'),
  },
  ...(
    [
      ['v0.10.20', '0.10.21', 'scopedNamespaces', { scopedNamespaces: ['shop'], scopedRBAC: true }],
      ['v0.10.27', '0.10.28', 'hostAPI', { hostAPI: 'https://secrets.example.com/api' }],
      ['v0.11.7', '0.11.8', 'defaultInfisicalConnection', { defaultInfisicalConnection: { enabled: false } }],
    ] as const
  ).map(([operatorVersion, since, value, values]) => ({
    rule: 'X6',
    what: `the value ${value} of a chart that does not know it`,
    bad: [helmRelease(values)],
    good: [helmRelease(), argoApplication({ chart: 'other', helm: { valuesObject: values } })],
    settings: { operatorVersion },
    message: needs(`the value ${value} of the chart`, since, operatorVersion),
  })),
  {
    rule: 'X7',
    what: 'two releases that install the CRDs',
    bad: [helmRelease({}, { name: 'first' }), argoApplication({}, { name: 'second' })],
    good: [
      helmRelease({}, { name: 'first' }),
      argoApplication({ helm: { valuesObject: { installCRDs: false } } }),
      argoApplication({ chart: 'other' }),
      helmRelease({}, { name: 'first' }),
      argoApplication({}, { name: 'third' }, { name: 'other-cluster', namespace: 'infisical' }),
    ],
    message: 'the CRDs are already installed by HelmRelease "first": set installCRDs: false here',
  },
  {
    rule: 'X7',
    what: 'two releases in one cluster, behind one in another',
    bad: [
      argoApplication({}, { name: 'far' }, { name: 'other-cluster', namespace: 'infisical' }),
      helmRelease({}, { name: 'first' }),
      helmRelease({}, { name: 'second' }),
    ],
    good: [
      helmRelease({}, { name: 'first' }),
      helmRelease({ installCRDs: '${INSTALL_CRDS}' }, { name: 'filled-in-later' }),
      argoApplication({ helm: { values: 'installCRDs: false' } }),
      fromElsewhere(),
    ],
    message: 'the CRDs are already installed by HelmRelease "first": set installCRDs: false here',
  },
  {
    rule: 'X3',
    what: 'a list of namespaces, and scopedRBAC as somebody fills it in later',
    bad: [helmRelease({ scopedNamespaces: ['a'], scopedRBAC: 'no' })],
    good: [
      helmRelease({ scopedNamespaces: ['a'], scopedRBAC: '${SCOPED}' }),
      argoApplication({ helm: { valuesObject: { scopedNamespaces: ['a'], scopedRBAC: '${SCOPED}' } } }),
    ],
    message: SCOPED_RBAC,
  },
  {
    rule: 'X13',
    what: 'an Application without any health check',
    bad: [argoApplication({ chart: 'shop' }), infisicalSecret(), infisicalAuth()],
    good: [infisicalSecret(), infisicalAuth()],
    message: HEALTH('InfisicalAuth'),
  },
  {
    rule: 'X13',
    what: 'health checks for another kind only',
    bad: [argoApplication({ chart: 'shop' }), infisicalSecret(), health('InfisicalStaticSecret')],
    good: [argoApplication({ chart: 'shop' }), infisicalSecret(), clusterGenerator(), health('InfisicalSecret')],
    message: HEALTH('InfisicalSecret'),
  },
  {
    rule: 'X13',
    what: 'the older form of health checks',
    bad: [argoApplication(), staticSecret(), customizations('secrets.infisical.com/InfisicalSecret:\n')],
    good: [argoApplication(), staticSecret(), customizations('secrets.infisical.com/InfisicalStaticSecret:\n')],
    message: HEALTH('InfisicalStaticSecret'),
  },
  {
    rule: 'X14',
    what: 'a push beside the operator',
    bad: [pushSecret(), helmRelease()],
    good: [infisicalSecret(), helmRelease()],
    message:
      'the InfisicalPushSecret stands in one app with the operator, whose finalizer would block its deletion once the operator is gone: put it into an app that is deleted first',
  },
  {
    rule: 'X14',
    what: 'a dynamic secret beside the operator',
    bad: [dynamicSecret(), argoApplication()],
    good: [dynamicSecret(), argoApplication({ chart: 'shop' })],
    message:
      'the InfisicalDynamicSecret stands in one app with the operator, whose finalizer would block its deletion once the operator is gone: put it into an app that is deleted first',
  },
]);

function health(kind: string): Manifest {
  return configMap('argocd-cm', {
    data: { [`resource.customizations.health.secrets.infisical.com_${kind}`]: 'return hs' },
  });
}

function customizations(text: string): Manifest {
  return configMap('argocd-cm', { data: { 'resource.customizations': text } });
}

const AZURE = { identityId: 'x', azureManagedIdentityClientId: 'y', secretsScope: secretsScope() };
const WITH_METADATA = { includeAllSecrets: true, metadata: {} };

describe('X6: an operator of version', () => {
  test.each<[string, string, Manifest, string]>([
    [
      '0.10.5',
      '0.10.6',
      reading({ projectSlug: undefined, projectId: PROJECT_ID }),
      'authentication.*.secretsScope.projectId',
    ],
    ['0.10.5', '0.10.6', pushSecret(), 'destination.projectSlug'],
    ['0.10.5', '0.10.6', dynamicSecret(), 'dynamicSecret.projectSlug'],
    ['0.10.6', '0.10.7', reading({ secretName: 'ONE' }), 'authentication.*.secretsScope.secretName'],
    [
      '0.10.17',
      '0.10.18',
      infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template: WITH_METADATA })] }),
      'managedKubeSecretReferences.*.template.metadata',
    ],
    ['0.10.22', '0.10.23', infisicalSecret(), 'syncConfig'],
    [
      '0.10.33',
      '0.10.34',
      infisicalSecret({ authentication: { azureAuth: AZURE } }),
      'authentication.azureAuth.azureManagedIdentityClientId',
    ],
    ['0.10.34', '0.11.0', staticSecret(), 'the kind InfisicalStaticSecret'],
    ['0.10.34', '0.11.0', infisicalAuth(), 'the kind InfisicalAuth'],
    ['0.10.34', '0.11.0', infisicalConnection(), 'the kind InfisicalConnection'],
    [
      '0.11.0',
      '0.11.1',
      staticSecret({
        targets: [target({ template: { engineVersion: 'v1', data: { A: '{{ secretFrom "/" "A" }}' } } })],
      }),
      'the template function "secretFrom"',
    ],
    [
      '0.11.7',
      '0.11.8',
      staticSecret({
        targets: [
          target({ template: { engineVersion: 'v1', data: { A: '{{ range foldersIn "/" }}{{ .Name }}{{ end }}' } } }),
        ],
      }),
      'the template function "foldersIn"',
    ],
    [
      '0.10.17',
      '0.10.18',
      dynamicSecret({ managedSecretReference: managedSecret({ template: WITH_METADATA }) }),
      'managedSecretReference.template.metadata',
    ],
    [
      '0.10.17',
      '0.10.18',
      pushSecret({ push: { secret: { secretName: 'a', secretNamespace: NAMESPACE, template: WITH_METADATA } } }),
      'push.secret.template.metadata',
    ],
    [
      '0.11.11',
      '0.11.17',
      { ...staticSecret({}, { name: 'push' }), kind: 'InfisicalStaticSecretPush' as Manifest['kind'] },
      'the kind InfisicalStaticSecretPush',
    ],
    [
      '0.11.1',
      '0.11.2',
      staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })] }),
      'sources.*.projectSlug',
    ],
  ])('%s is older than v%s', (old, since, manifest, what) => {
    expect(messagesOf('X6', [manifest], { operatorVersion: `v${old}` })).toContain(needs(what, since, `v${old}`));
    expect(messagesOf('X6', [manifest], { operatorVersion: since })).not.toContain(needs(what, since, since));
  });

  test('that nobody told, or that is no version, is not evaluated', () => {
    expect(messagesOf('X6', [staticSecret()])).toEqual([]);
    expect(messagesOf('X6', [staticSecret()], { operatorVersion: 'latest' })).toEqual([]);
  });
});

test('X2 and X4 take an empty list of namespaces for the whole cluster, as the chart does', () => {
  const app = [generating({ kind: 'UUID', name: 'password' })];
  expect(messagesOf('X4', app, { watchedNamespaces: [] })).toEqual([]);
  expect(messagesOf('X2', app, { watchedNamespaces: [] })).toEqual([]);
});

function messagesOf(rule: string, manifests: readonly Manifest[], settings: Settings = {}): string[] {
  return checkManifests(manifests, settings).flatMap((finding) => (finding.rule === rule ? [finding.message] : []));
}
