import type { Chart } from 'cdk8s';
import { CreationPolicy, InfisicalAuth, SyncedSecret } from '../../../lib';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { errorsOf } from '../../synthesis';
import {
  container,
  deployment,
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  managedSecret,
  podTemplate,
  pushSecret,
  secretsScope,
  staticSecret,
  target,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const SUBDOMAIN =
  'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit';
const LABEL = 'must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit';
const noName = (path: string, kind: string, name = 'My_Name') =>
  `spec.${path} is "${name}", and no ${kind} can have that name: it ${SUBDOMAIN}`;

const loggingIn = (block: object) => infisicalSecret({ authentication: { ...block } });
const ref = (changes: object) => ({ name: 'connection', namespace: 'shop', ...changes });
const writing = (reference: object) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ creationPolicy: 'Orphan', ...reference })] });

/** Each reference of each kind, and the kind of what it leads to. */
const REFERENCES: [path: string, kind: string, of: (name: string) => Manifest][] = [
  [
    'authentication.universalAuth.credentialsRef.secretName',
    'Secret',
    (secretName) =>
      loggingIn({
        universalAuth: { credentialsRef: { secretName, secretNamespace: 'shop' }, secretsScope: secretsScope() },
      }),
  ],
  [
    'authentication.kubernetesAuth.serviceAccountRef.name',
    'ServiceAccount',
    (name) =>
      loggingIn({
        kubernetesAuth: kubernetesAuth({
          secretsScope: secretsScope(),
          serviceAccountRef: { name, namespace: 'shop' },
        }),
      }),
  ],
  [
    'tls.caRef.secretName',
    'Secret',
    (secretName) => infisicalSecret({ tls: { caRef: { secretName, secretNamespace: 'shop', key: 'ca.crt' } } }),
  ],
  [
    'push.secret.secretName',
    'Secret',
    (secretName) => pushSecret({ push: { secret: { secretName, secretNamespace: 'shop' } } }),
  ],
  [
    'push.generators[0].generatorRef.name',
    'ClusterGenerator',
    (name) =>
      pushSecret({ push: { generators: [{ destinationSecretName: 'A', generatorRef: { kind: 'UUID', name } }] } }),
  ],
  ['infisicalAuthRef.name', 'InfisicalAuth', (name) => staticSecret({ infisicalAuthRef: ref({ name }) })],
  [
    'infisicalConnectionRef.name',
    'InfisicalConnection',
    (name) => infisicalAuth({ infisicalConnectionRef: ref({ name }) }),
  ],
  [
    'tls.caCertificate.name',
    'Secret',
    (name) => infisicalConnection({ tls: { caCertificate: ref({ name, key: 'ca.crt' }) } }),
  ],
  [
    'kubernetes.identityIdRef.name',
    'Secret',
    (name) =>
      infisicalAuth({
        method: 'kubernetes',
        universal: undefined,
        kubernetes: { identityIdRef: ref({ name, key: 'id' }), serviceAccountRef: ref({}) },
      }),
  ],
];

describeRules([
  ...REFERENCES.map(([path, kind, of]) => ({
    rule: 'A16',
    what: path,
    bad: [of('My_Name')],
    good: [of('my-name.v1'), of('${LOGIN}'), of('{{ login }}')],
    message: noName(path, kind),
  })),
  {
    rule: 'A16',
    what: 'the namespace of a reference',
    bad: [staticSecret({ infisicalAuthRef: ref({ namespace: 'Infisical' }) })],
    good: [staticSecret({ infisicalAuthRef: ref({ namespace: 'infisical' }) })],
    message: `spec.infisicalAuthRef.namespace is "Infisical", and no namespace can have that name: it ${LABEL}`,
  },
  {
    rule: 'A16',
    what: 'one name at several places',
    bad: [
      infisicalAuth({
        universal: {
          clientIdRef: ref({ name: 'A_B', key: 'id' }),
          clientSecretRef: ref({ name: 'A_B', key: 'secret' }),
        },
      }),
    ],
    good: [infisicalAuth()],
    message: `spec.universal.clientIdRef.name, and 1 other place, is "A_B", and no Secret can have that name: it ${SUBDOMAIN}`,
  },
  {
    rule: 'M19',
    what: 'namespaces in one text, in v1alpha1',
    bad: [writing({ secretNamespace: 'team-a, team-b' })],
    good: [writing({ secretNamespace: 'team-a' }), writing({ secretNamespace: '${NAMESPACE}' })],
    message:
      'the managed Secret "api-secrets" has 2 namespaces in one text, "team-a, team-b": write an entry of managedKubeSecretReferences for each',
  },
  {
    rule: 'M19',
    what: 'namespaces in one text, in v1beta1',
    bad: [staticSecret({ targets: [target({ namespace: 'a b' })] })],
    good: [staticSecret({ targets: [target({ namespace: 'a' })] })],
    message: 'the managed Secret "web-secrets" has 2 namespaces in one text, "a b": write an entry of targets for each',
  },
  {
    rule: 'M19',
    what: 'namespaces of a lease',
    bad: [dynamicSecret({ managedSecretReference: managedSecret({ secretNamespace: 'a,b' }) })],
    good: [dynamicSecret()],
    message: 'the managed Secret "api-secrets" has 2 namespaces in one text, "a,b": write a resource for each',
  },
  {
    rule: 'M19',
    what: 'a namespace in upper case',
    bad: [writing({ secretNamespace: 'Team_C' })],
    good: [writing({ secretNamespace: 'team-c' })],
    message: `the namespace "Team_C" of the managed Secret "api-secrets" ${LABEL}`,
  },
]);

describe('said once', () => {
  const told = (...manifests: Manifest[]) => checkManifests(manifests).map(({ rule }) => rule);

  test('a namespace that is none is M19, not also M3', () => {
    expect(
      told(infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: 'a, b' })] })),
    ).toEqual(['M19']);
  });

  test('a name that nothing can have is A16, not also X1 or X5', () => {
    expect(
      told(staticSecret({ infisicalAuthRef: ref({ name: 'Auth' }) }), infisicalAuth(), infisicalConnection()),
    ).toEqual(['A16']);
  });

  test('a namespace that is that of the resource is N2', () => {
    expect(
      told(
        staticSecret(
          { infisicalAuthRef: ref({ namespace: 'Shop' }), targets: [target({ namespace: 'Shop' })] },
          { namespace: 'Shop' },
        ),
      ),
    ).toEqual(['N2']);
  });

  test('a text that looks like a credential is not repeated', () => {
    const [{ message }] = checkManifests([
      loggingIn({
        universalAuth: {
          ...universalAuth(),
          secretsScope: secretsScope(),
          credentialsRef: { secretName: `ghp_${'a1B2'.repeat(9)}`, secretNamespace: 'shop' },
        },
      }),
    ]);
    expect(message).toMatch(/secretName is \(a text, 40 characters\), and no Secret/);
  });
});

test('a program is told of additionalTargets', () => {
  const errors = errorsOf((chart: Chart) => {
    new SyncedSecret(chart, 'secret', {
      auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
      source: { projectSlug: 'shop', environment: 'prod' },
      secretNamespace: 'team-a, team-b',
      creationPolicy: CreationPolicy.ORPHAN,
    });
  });
  expect(errors).toEqual([
    '[project/secret] the managed Secret "secret" has 2 namespaces in one text, "team-a, team-b": write one, and additionalTargets for the others (M19)',
  ]);
});

test('a workload that uses such a Secret is not told as well (C1)', () => {
  const uses = container({
    env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'TOKEN' } } }],
  });
  const workload = deployment({ template: podTemplate({ containers: [uses] }) });
  const rulesOf = (secretNamespace: string) =>
    checkManifests([writing({ secretNamespace }), workload]).map(({ rule }) => rule);
  expect(rulesOf('web, shop')).toEqual(['M19']);
  expect(rulesOf('web')).toEqual(['C1']);
});
