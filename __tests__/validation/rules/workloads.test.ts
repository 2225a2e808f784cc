import type { Fields } from '../../../lib/json/json';
import { describeRulesWithKeys, messagesWithKeys } from '../declared-keys';
import {
  container,
  deployment,
  dynamicSecret,
  infisicalSecret,
  keyContainer,
  managedSecret,
  secret,
} from '../manifests';
import { envFrom, pod, projected, volume } from '../pods';
import { describeRules } from '../rule-cases';

const withTemplate = (template: Fields) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });

const NOT_WRITTEN = (key: string, remedy: string, user = `the variable "${key}" of container "api"`) =>
  `${user} uses the key "${key}", which InfisicalSecret "api" does not write into the managed Secret "shop/api-secrets": ${remedy}`;

describeRules([
  {
    rule: 'C1',
    what: 'a managed Secret in another namespace',
    bad: [
      infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: 'other' })] }),
      deployment(),
    ],
    good: [infisicalSecret(), deployment()],
    message:
      'the workload runs in namespace "shop" and cannot use the managed Secret "api-secrets" in "other": give both the same namespace',
  },
  ...[
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api-secrets' } },
    { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'api-secrets' } },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'x' },
      spec: { target: { name: 'api-secrets' } },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'x' },
      spec: { secretName: 'api-secrets' },
    },
  ].map(({ metadata, ...object }) => {
    const elsewhere = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: 'other' })] });
    return {
      rule: 'C1',
      what: `unless a ${object.kind} makes the Secret in the namespace of the workload`,
      bad: [elsewhere, deployment(), { ...object, metadata: { ...metadata, namespace: 'other' } }],
      good: [elsewhere, deployment(), { ...object, metadata: { ...metadata, namespace: 'shop' } }],
      message:
        'the workload runs in namespace "shop" and cannot use the managed Secret "api-secrets" in "other": give both the same namespace',
    };
  }),
  {
    rule: 'C1',
    what: 'a managed Secret in another namespace for pulling images',
    bad: [
      infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: 'other' })] }),
      pod({ containers: [container({ env: [] })], imagePullSecrets: [{ name: 'api-secrets' }] }),
    ],
    good: [infisicalSecret(), pod({ imagePullSecrets: [{ name: 'api-secrets' }] })],
    message:
      'the workload runs in namespace "shop" and cannot use the managed Secret "api-secrets" in "other": give both the same namespace',
  },
  {
    rule: 'C2',
    what: 'a key that the template does not write',
    bad: [withTemplate({ data: { TOKENS: 'x' } }), deployment()],
    good: [withTemplate({ data: { TOKENS: 'x' }, includeAllSecrets: true }), deployment()],
    message: NOT_WRITTEN('TOKEN', 'did you mean "TOKENS"?'),
  },
  {
    rule: 'C2',
    what: 'an item of a volume',
    bad: [
      withTemplate({ data: { TOKEN: 'x' } }),
      pod(volume({ secret: { secretName: 'api-secrets', items: [{ key: 'certificate', path: 'c' }] } })),
    ],
    good: [
      withTemplate({ data: { TOKEN: 'x' } }),
      pod(volume({ secret: { secretName: 'api-secrets', items: [{ key: 'TOKEN', path: 'c' }] } })),
    ],
    message: NOT_WRITTEN('certificate', 'write it there, or drop it here', 'the volume "v" (file "c")'),
  },
  {
    rule: 'C2',
    what: 'an item of a projected volume',
    bad: [withTemplate({ data: { TOKEN: 'x' } }), pod(projected('api-secrets', [{ key: 'certificate', path: 'c' }]))],
    good: [withTemplate({ data: { TOKEN: 'x' } }), pod(projected('api-secrets', [{ key: 'TOKEN', path: 'c' }]))],
    message: NOT_WRITTEN('certificate', 'write it there, or drop it here', 'the volume "v" (file "c")'),
  },
  {
    rule: 'C2',
    what: 'a key of an init container, which may not be absent',
    bad: [withTemplate({ data: { TOKEN: 'x' } }), pod({ initContainers: [keyContainer(['MIGRATION'])] })],
    good: [
      withTemplate({ data: { TOKEN: 'x' } }),
      pod({ initContainers: [keyContainer(['MIGRATION'], 'api-secrets', { optional: true })] }),
    ],
    message: NOT_WRITTEN('MIGRATION', 'write it there, or drop it here'),
  },
  {
    rule: 'C2',
    what: 'a key where the app has no Secret of its own with the same name',
    bad: [withTemplate({ data: { OTHER: 'x' } }), deployment(), secret('other')],
    good: [withTemplate({ data: { OTHER: 'x' } }), deployment(), secret('api-secrets')],
    message: NOT_WRITTEN('TOKEN', 'write it there, or drop it here'),
  },
  {
    rule: 'C5',
    what: 'envFrom of a managed Secret with unknown keys',
    bad: [infisicalSecret(), pod(envFrom('api-secrets'))],
    good: [infisicalSecret(), pod(envFrom('other')), dynamicSecret(), pod(envFrom('database-lease'))],
    message:
      'envFrom of the managed Secret "shop/api-secrets" gives the container every key, whichever there are: name the keys in a template of InfisicalSecret "api", or take single ones with secretKeyRef',
  },
  {
    rule: 'C5',
    what: 'envFrom of a key that cannot name a variable',
    bad: [withTemplate({ data: { '1ST': 'x', OTHER: 'x' } }), pod(envFrom('api-secrets'))],
    good: [withTemplate({ data: { '1ST': 'x', OTHER: 'x' } }), pod(envFrom('api-secrets', { prefix: 'APP_' }))],
    message:
      'envFrom of the managed Secret "shop/api-secrets" leaves out "1ST", which cannot name a variable: take it with secretKeyRef',
  },
  {
    rule: 'C12',
    what: 'an optional key',
    bad: [infisicalSecret(), pod({ containers: [keyContainer(['TOKEN'], 'api-secrets', { optional: true })] })],
    good: [
      infisicalSecret(),
      pod({ containers: [keyContainer(['TOKEN'], 'api-secrets', { optional: false })] }),
      pod({ containers: [keyContainer(['TOKEN'], 'other', { optional: true })] }),
    ],
    message: 'the workload would start without "TOKEN" of the managed Secret "api-secrets": drop "optional: true"',
  },
  {
    rule: 'C12',
    what: 'an optional volume',
    bad: [infisicalSecret(), pod(volume({ secret: { secretName: 'api-secrets', optional: true } }))],
    good: [infisicalSecret(), pod(volume({ secret: { secretName: 'api-secrets' } }))],
    message: 'the workload would start without the managed Secret "api-secrets": drop "optional: true"',
  },
]);

describeRulesWithKeys([
  {
    rule: 'C2',
    what: 'a misspelt key',
    keys: ['DATABASE_URL'],
    bad: [infisicalSecret(), pod({ containers: [keyContainer(['DATABSE_URL'])] })],
    good: [infisicalSecret(), pod({ containers: [keyContainer(['DATABASE_URL'])] })],
    message: NOT_WRITTEN('DATABSE_URL', 'did you mean "DATABASE_URL"?'),
  },
  {
    rule: 'C2',
    what: 'a key beside a whole copy with keys of its own',
    keys: ['A'],
    bad: [withTemplate({ includeAllSecrets: true, data: { B: 'x' } }), pod({ containers: [keyContainer(['CCC'])] })],
    good: [
      withTemplate({ includeAllSecrets: true, data: { B: 'x' } }),
      pod({ containers: [keyContainer(['A', 'B'])] }),
    ],
    message: NOT_WRITTEN('CCC', 'write it there, or drop it here'),
  },
  {
    rule: 'C2',
    what: 'nothing of a dynamic secret, whose keys nobody declares',
    keys: ['A'],
    bad: [infisicalSecret(), pod({ containers: [keyContainer(['username'])] })],
    good: [dynamicSecret(), pod({ containers: [keyContainer(['username'], 'database-lease')] })],
    message: NOT_WRITTEN('username', 'write it there, or drop it here'),
  },
  {
    rule: 'C3',
    what: 'a key that no workload uses',
    keys: ['A', 'B'],
    bad: [infisicalSecret(), pod({ containers: [keyContainer(['A'])] })],
    good: [infisicalSecret(), pod({ containers: [keyContainer(['A'])], initContainers: [keyContainer(['B'])] })],
    message: 'the declared key "B" is used by no workload: drop it, so that nobody gets it',
  },
  {
    rule: 'C3',
    what: 'a key that no template uses',
    keys: ['A', 'B'],
    bad: [withTemplate({ data: { URL: '{{ .A.Value }}' } }), pod({ containers: [keyContainer(['URL'])] })],
    good: [
      withTemplate({ data: { URL: '{{ .A.Value }}{{ .B.Value }}' } }),
      pod({ containers: [keyContainer(['URL'])] }),
    ],
    message: 'the declared key "B" is used by no workload: drop it, so that nobody gets it',
  },
  {
    rule: 'C5',
    what: 'envFrom of declared keys, one of which cannot name a variable',
    keys: ['GOOD', '1ST'],
    bad: [infisicalSecret(), pod(envFrom('api-secrets'))],
    good: [infisicalSecret(), pod(volume({ secret: { secretName: 'api-secrets' } }))],
    message:
      'envFrom of the managed Secret "shop/api-secrets" leaves out "1ST", which cannot name a variable: take it with secretKeyRef',
  },
]);

test('C3 asks nobody to use the keys that a catalogue has, and C2 goes by them', () => {
  const manifests = [infisicalSecret(), pod({ containers: [keyContainer(['A', 'DATABSE_URL'])] })];
  expect(messagesWithKeys('C3', undefined, manifests, ['A', 'B', 'DATABASE_URL'])).toEqual([]);
  expect(messagesWithKeys('C3', ['C'], manifests, ['A', 'B', 'DATABASE_URL'])).toEqual([
    'the declared key "C" is used by no workload: drop it, so that nobody gets it',
  ]);
  expect(messagesWithKeys('C2', ['C'], manifests, ['A', 'B', 'DATABASE_URL'])).toEqual([
    NOT_WRITTEN('DATABSE_URL', 'did you mean "DATABASE_URL"?'),
  ]);
});

test('C3 is silent where the users cannot all be known', () => {
  const twoSecrets = infisicalSecret({
    managedKubeSecretReferences: [managedSecret(), managedSecret({ secretName: 'used-elsewhere' })],
  });
  for (const manifests of [
    [infisicalSecret()],
    [infisicalSecret(), pod(envFrom('api-secrets'))],
    [twoSecrets, deployment()],
    [withTemplate({ data: { TOKEN: '{{ range . }}{{ .Value }}{{ end }}' } }), deployment()],
  ]) {
    expect(messagesWithKeys('C3', ['A', 'B'], manifests)).toEqual([]);
  }
});
