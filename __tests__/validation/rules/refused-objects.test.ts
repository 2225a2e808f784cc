import type { Chart } from 'cdk8s';
import { ApiGeneration, InfisicalAuth, ManagedSecretType, SyncedSecret, type SyncedSecretProps } from '../../../lib';
import type { Manifest } from '../../../lib/model/manifest';
import { checkResources } from '../../../lib/validation/check-manifests';
import { errorsOf } from '../../synthesis';
import { dynamicSecret, infisicalSecret, managedConfigMap, managedSecret, staticSecret, target } from '../manifests';
import { describeRules } from '../rule-cases';

const writing = (reference: object) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ ...reference })] });
const overriding = (metadata: object) => writing({ template: { includeAllSecrets: true, metadata } });
const targeting = (metadata: object) => staticSecret({ targets: [target({ metadata })] });
const QUALIFIED =
  'must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one';
const VALUE = 'must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit';
const token = 'kubernetes.io/service-account-token';

describeRules([
  {
    rule: 'M20',
    what: 'the key of a label',
    bad: [overriding({ labels: { 'my team': 'a' } })],
    good: [overriding({ labels: { 'example.com/my_team': 'a', '${TEAM}': 'a' } })],
    message: `the label "my team" of the managed Secret "api-secrets" ${QUALIFIED}`,
  },
  {
    rule: 'M20',
    what: 'the value of a label, in v1beta1',
    bad: [targeting({ labels: { owner: 'me@example.com' }, annotations: {} })],
    good: [targeting({ labels: { owner: '' }, annotations: {} })],
    message: `the value "me@example.com" of the label "owner" of the managed Secret "web-secrets" ${VALUE}`,
  },
  {
    rule: 'M20',
    what: 'the value of a label of a ConfigMap',
    bad: [
      infisicalSecret({
        managedKubeConfigMapReferences: [
          managedConfigMap({ template: { data: { HOST: 'x' }, metadata: { labels: { a: 'a'.repeat(64) } } } }),
        ],
      }),
    ],
    good: [infisicalSecret()],
    message: `the value "${'a'.repeat(64)}" of the label "a" of the managed ConfigMap "api-config" has 64 characters, 63 are allowed`,
  },
  {
    rule: 'M20',
    what: 'the key of an annotation',
    bad: [targeting({ labels: {}, annotations: { 'a b': 'x' } })],
    good: [targeting({ labels: {}, annotations: { 'Example.com/a': 'any text\nat all' } })],
    message: `the annotation "a b" of the managed Secret "web-secrets" ${QUALIFIED}`,
  },
  {
    rule: 'M20',
    what: 'annotations of more than 256 KiB, which the operator ignores of a lease',
    bad: [overriding({ annotations: { a: 'ä'.repeat(131072) } })],
    good: [
      overriding({ annotations: { a: 'x'.repeat(262143) } }),
      dynamicSecret({
        managedSecretReference: managedSecret({
          secretName: 'lease',
          template: { metadata: { annotations: { a: 'ä'.repeat(131072) } } },
        }),
      }),
    ],
    message: 'the annotations of the managed Secret "api-secrets" have 262145 bytes, 262144 are allowed: drop some',
  },
  {
    rule: 'M10',
    what: 'the token of a service account, whose annotation the operator does not copy',
    bad: [
      infisicalSecret(
        { managedKubeSecretReferences: [managedSecret({ secretType: token })] },
        { annotations: { 'kubernetes.io/service-account.name': 'login' } },
      ),
    ],
    good: [
      writing({
        secretType: token,
        template: {
          includeAllSecrets: true,
          metadata: { annotations: { 'kubernetes.io/service-account.name': 'login' } },
        },
      }),
    ],
    message: `the managed Secret "api-secrets" of type "${token}" needs the annotation "kubernetes.io/service-account.name", which the operator does not copy from its resource: leave the type out, as Kubernetes fills such a Secret itself`,
  },
  {
    rule: 'M10',
    what: 'a dynamic secret, which is created empty',
    bad: [
      dynamicSecret({
        managedSecretReference: managedSecret({ secretName: 'lease', secretType: 'kubernetes.io/basic-auth' }),
      }),
    ],
    good: [dynamicSecret({ managedSecretReference: managedSecret({ secretName: 'lease', secretType: 'Opaque' }) })],
    message:
      'the managed Secret "lease" of type "kubernetes.io/basic-auth" needs "username" or "password", and the operator creates it empty, which the API server refuses each time: leave the type out',
  },
]);

describe('M21: every key of a folder is copied, and one that no Secret can have loses the whole Secret', () => {
  const told = (manifest: Manifest, ...knownKeys: string[]) =>
    checkResources([{ manifest, knownKeys }]).flatMap(({ rule, severity, message }) =>
      severity === 'error' ? [{ rule, message }] : [],
    );
  const one = (refused: string) => ({
    rule: 'M21',
    message: `${refused}, which must be letters, digits, "-", "_" and ".": rename it in Infisical, or pick keys with a template`,
  });

  test('without a template', () => {
    expect(told(writing({}), 'TOKEN', 'team/cert')).toEqual([
      one('the managed Secret "api-secrets" gets every key, also "team/cert"'),
    ]);
  });

  test('beside a template, and in one text', () => {
    expect(told(writing({ template: { includeAllSecrets: true, data: { A: 'x' } } }), 'A:B', 'C D')).toEqual([
      one('the managed Secret "api-secrets" gets every key, also "A:B", and 1 more key'),
    ]);
    const data = '{{ range $k, $s := . }}{{ $k }}: {{ $s.Value | toRawJson }}\n{{ end }}';
    expect(told(staticSecret({ targets: [target({ template: { engineVersion: 'v1', data } })] }), 'A:B')).toEqual([
      one('the managed Secret "web-secrets" gets every key, also "A:B"'),
    ]);
  });

  test('a name of 254 characters', () => {
    expect(told(writing({}), 'x y'.repeat(100))).toEqual([
      { rule: 'M21', message: expect.stringContaining('which has 300 characters, 253 are allowed') },
    ]);
  });

  test('but not where a template picks its keys, or all have names of keys', () => {
    expect(told(writing({ template: { data: { TOKEN: '{{ .TOKEN.Value }}' } } }), 'TOKEN', 'A:B')).toEqual([]);
    expect(told(writing({}), 'TOKEN', '.dockerconfigjson', 'a-b')).toEqual([]);
  });
});

describe('what a program declares', () => {
  const told = (props: Partial<SyncedSecretProps>) =>
    errorsOf((chart: Chart) => {
      const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
      new SyncedSecret(chart, 'secret', { auth, source: { projectSlug: 'shop', environment: 'prod' }, ...props });
    });

  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
    'secretLabels and secretAnnotations (%s)',
    (generation) => {
      const errors = told({ generation, secretLabels: { 'my team': 'x y' }, secretAnnotations: { 'a b': 'x' } });
      expect(errors.map((error) => error.replace(/^.*(\(\w+\))$/, '$1'))).toEqual(['(M20)', '(M20)', '(M20)']);
    },
  );

  test('a type that can never be written', () => {
    expect(told({ secretType: ManagedSecretType.of(token) })).toEqual([
      expect.stringMatching(/needs the annotation.*\(M10\)$/),
    ]);
  });
});
