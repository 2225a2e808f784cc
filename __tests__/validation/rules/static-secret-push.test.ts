import type { Fields } from '../../../lib/json/json';
import type { Settings } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  configMap,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  PROJECT_ID,
  source,
  staticSecret,
  staticSecretPush,
} from '../manifests';
import { describeRules } from '../rule-cases';

const targets = (...folders: Fields[]) => ({ targets: folders });
const folder = (fields: Fields = {}) => ({
  projectId: PROJECT_ID,
  environmentSlug: 'prod',
  secretPath: '/p',
  ...fields,
});
const findingsOf = (manifests: readonly Manifest[], settings?: Settings) =>
  checkManifests(manifests, settings).map(({ rule, message }) => `${rule} ${message}`);

describe('what nobody knows of its fields is no finding', () => {
  test.each<[string, unknown]>([
    ['no spec at all', undefined],
    ['an empty one', {}],
    ['fields of any name', { whatever: [{ deep: { er: true } }], count: 3, empties: { a: {}, b: [] } }],
    ['a login that is not said', targets(folder())],
    ['a login without a namespace', { infisicalAuthRef: { name: 'auth' } }],
    ['a reference of another name', { loginRef: { name: 'nobody', namespace: 'elsewhere' } }],
    ['a reference that says another kind', { authRef: { kind: 'Vault', name: 'nobody', namespace: 'shop' } }],
    ['a target without a project', targets({ environmentSlug: 'prod', secretPath: '/p' })],
    ['a target without an environment', targets({ projectSlug: 'shop', secretPath: '/p' })],
    ['a target without a path', targets({ projectSlug: 'shop', environmentSlug: 'prod' })],
    ['a project by id and by slug', targets(folder({ projectSlug: 'shop' }))],
    ['an interval of whatever form', { syncOptions: { refreshInterval: 'now and then' }, resyncInterval: 1 }],
    ['names of keys', { secretRef: { name: 'db', secretKey: 'DB_PASSWORD', keys: ['API_TOKEN'], key: 'PASSWORD' } }],
    ['a template', { template: { data: { PASSWORD: '{{ .password.Value }}', note: '<b>bold</b>' } } }],
    ['a text as spec', 'nonsense'],
    ['a list as spec', [1, null, 'x']],
  ])('%s', (_, spec) => {
    const push = { ...staticSecretPush(), spec } as Manifest;
    expect(findingsOf([push, infisicalAuth(), infisicalConnection()])).toEqual([]);
  });

  test('an alias in which it contains itself', () => {
    const spec: Fields = { targets: [folder()] };
    spec.again = [spec, spec];
    expect(findingsOf([staticSecretPush(spec)])).toEqual([]);
  });
});

test('the kind is in v1beta1 only, and needs an operator that has it', () => {
  const push = staticSecretPush();
  expect(findingsOf([{ ...push, apiVersion: 'secrets.infisical.com/v1alpha1' }])).toEqual([
    'F6 the operator has the kind InfisicalStaticSecretPush in secrets.infisical.com/v1beta1, not in "secrets.infisical.com/v1alpha1": write that',
  ]);
  const ofVersion = (operatorVersion?: string) => findingsOf([push], { operatorVersion });
  for (const version of ['v0.10.6', 'v0.11.5', 'v0.11.7', 'v0.11.16']) {
    expect(ofVersion(version)).toEqual([
      `X6 the kind InfisicalStaticSecretPush needs the operator v0.11.17, and the cluster has "${version}": upgrade the operator, or do without`,
    ]);
  }
  for (const version of ['v0.11.17', 'v0.12.0', undefined]) expect(ofVersion(version)).toEqual([]);
});

describeRules([
  {
    rule: 'X31',
    what: 'a Secret that goes back to the folder that it is synced from',
    bad: [
      staticSecret(),
      staticSecretPush({
        secretRef: { name: 'web-secrets', namespace: 'shop' },
        ...targets(folder({ secretPath: '/web' })),
      }),
    ],
    good: [
      staticSecret(),
      staticSecretPush({ secretRef: { name: 'web-secrets', namespace: 'shop' }, ...targets(folder()) }),
    ],
    message:
      'the pushed Secret "web-secrets" is itself synced from "/web" in the same environment, so that push and sync run in a circle: push another Secret, or to another path',
  },
  {
    rule: 'X31',
    what: 'one of several targets, whose project and environment stand around them',
    bad: [
      staticSecret(),
      staticSecretPush({
        secretRef: undefined,
        sources: [{ kind: 'Secret', name: 'web-secrets', namespace: 'shop' }],
        projectId: PROJECT_ID,
        environmentSlug: 'prod',
        ...targets({ secretPath: '/copies' }, { secretPath: '/web/' }),
      }),
    ],
    good: [
      staticSecret(),
      staticSecretPush({
        secretRef: undefined,
        sources: [{ kind: 'ConfigMap', name: 'web-secrets', namespace: 'shop' }],
        ...targets(folder({ secretPath: '/web' })),
      }),
    ],
    message:
      'the pushed Secret "web-secrets" is itself synced from "/web" in the same environment, so that push and sync run in a circle: push another Secret, or to another path',
  },
  {
    rule: 'X31',
    what: 'a folder below one that is read with all below it',
    bad: [
      staticSecret({ sources: [source({ secretPath: '/web', recursive: true })] }),
      staticSecretPush({ secret: 'web-secrets', ...targets(folder({ secretPath: '/web/copies' })) }),
    ],
    good: [
      staticSecret({ sources: [source({ secretPath: '/web', recursive: true })] }),
      staticSecretPush({ secret: 'web-secrets', ...targets(folder({ secretPath: '/website' })) }),
    ],
    message:
      'the pushed Secret "web-secrets" is itself synced from "/web" in the same environment, so that push and sync run in a circle: push another Secret, or to another path',
  },
  {
    rule: 'X31',
    what: 'the root, which is read with all below it',
    bad: [
      staticSecret({ sources: [source({ secretPath: '/', recursive: true })] }),
      staticSecretPush({ secret: 'web-secrets', ...targets(folder({ secretPath: '/web' })) }),
    ],
    good: [
      staticSecret({ sources: [source({ secretPath: '/' })] }),
      staticSecretPush({ secret: 'web-secrets', ...targets(folder({ secretPath: '/web' })) }),
    ],
    message:
      'the pushed Secret "web-secrets" is itself synced from "/" in the same environment, so that push and sync run in a circle: push another Secret, or to another path',
  },
  {
    rule: 'X1',
    what: 'a login of a push that the app does not declare',
    bad: [
      infisicalAuth(),
      infisicalConnection(),
      staticSecretPush({ infisicalAuthRef: { name: 'atuh', namespace: 'shop' } }),
    ],
    good: [infisicalAuth(), infisicalConnection(), staticSecretPush()],
    message:
      'infisicalAuthRef leads to the InfisicalAuth "shop/atuh", which the app does not declare: did you mean "shop/auth"?',
  },
  {
    rule: 'X1',
    what: 'references of a push wherever they stand',
    bad: [
      infisicalAuth(),
      infisicalConnection(),
      staticSecretPush({ ...targets({ login: { connectionRef: { name: 'conection', namespace: 'shop' } } }) }),
    ],
    good: [
      infisicalAuth(),
      infisicalConnection(),
      staticSecretPush({ ...targets({ login: { connectionRef: { name: 'connection', namespace: 'shop' } } }) }),
    ],
    message:
      'connectionRef leads to the InfisicalConnection "shop/conection", which the app does not declare: did you mean "shop/connection"?',
  },
  {
    rule: 'A16',
    what: 'names in a push that nothing can have',
    bad: [staticSecretPush({ secretRef: { name: 'My_Secret', namespace: 'shop' } })],
    good: [staticSecretPush()],
    message:
      'spec.secretRef.name is "My_Secret", and no Secret can have that name: it must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  },
  {
    rule: 'A10',
    what: 'a credential in a push, wherever it stands',
    bad: [staticSecretPush({ ...targets({ login: { universal: { clientSecret: 'in the open' } } }) })],
    good: [staticSecretPush({ ...targets({ login: { universal: { clientSecretRef: { name: 'a', key: 'b' } } } }) })],
    message:
      'targets[0].login.universal.clientSecret is a credential, which must never stand in a manifest: put it into a Secret in the cluster and refer to that',
  },
  {
    rule: 'A10',
    what: 'a value that is to be pushed',
    bad: [staticSecretPush({ template: { data: { DB_PASSWORD: 'hunter2!x' } } })],
    good: [staticSecretPush({ template: { data: { DB_PASSWORD: '{{ .password.Value }}' } } })],
    message:
      'template.data.DB_PASSWORD is a credential, which must never stand in a manifest: put it into a Secret in the cluster and refer to that',
  },
  {
    rule: 'S9',
    what: 'what an example of a push left open',
    bad: [staticSecretPush(targets(folder({ projectId: '<project id>' })))],
    good: [staticSecretPush(targets(folder()))],
    message: 'spec.targets[0].projectId "<project id>" is still a placeholder: write the real one',
  },
  {
    rule: 'S14',
    what: 'a name in the place of a slug in a push',
    bad: [staticSecretPush(targets(folder({ environmentSlug: 'Production' })))],
    good: [staticSecretPush(targets(folder()))],
    message:
      'the environment "Production" of the target is a name, and no slug: write its slug, as Infisical shows it, for example "prod"',
  },
  {
    rule: 'S5',
    what: 'a path of the second target of a push',
    bad: [staticSecretPush(targets(folder(), folder({ secretPath: 'a/b' })))],
    good: [staticSecretPush(targets(folder(), folder({ secretPath: '/a/b' })))],
    message: 'the secret path "a/b" of the target targets[1] should look like "/a/b": write "/a/b"',
  },
  {
    rule: 'N1',
    what: 'the name of a push',
    bad: [staticSecretPush({}, { name: 'Push_It' })],
    good: [staticSecretPush()],
    message:
      'the name of the InfisicalStaticSecretPush "Push_It" must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  },
]);

test('the namespaces that a push names are watched ones', () => {
  const push = staticSecretPush({ secretRef: { name: 'db', namespace: 'postgres' } });
  expect(findingsOf([push], { watchedNamespaces: ['shop'] })).toEqual([
    'X2 the namespace "postgres" (spec.secretRef.namespace) is none of those that the operator watches, "shop": choose one of these, or have it watch "postgres"',
  ]);
});

test('hostile values where names are looked for', () => {
  const HOSTILE = JSON.parse(
    '{"toString": 1, "valueOf": 2, "toJSON": 3, "constructor": {}, "__proto__": {"length": -1}}',
  );
  const names = ['infisicalAuthRef', 'secretRef', 'secret', 'targets', 'projectId', 'environmentSlug', 'secretPath'];
  const places = ['name', 'namespace', 'secretName', 'kind', ...names];
  const inner = Object.fromEntries(places.map((place) => [place, HOSTILE]));
  for (const value of [HOSTILE, inner, [inner], [[HOSTILE]], null, 7]) {
    const spec = Object.fromEntries(names.map((name) => [name, value]));
    expect(findingsOf([staticSecret(), staticSecretPush(spec), infisicalAuth(), infisicalConnection()])).toEqual([]);
  }
});

test('what a push writes is no key that anybody could use', () => {
  const push = staticSecretPush({ secretRef: { name: 'api-secrets', namespace: 'shop' } });
  const map = configMap('unused', {});
  expect(findingsOf([push, infisicalSecret(), map])).toEqual([]);
});
