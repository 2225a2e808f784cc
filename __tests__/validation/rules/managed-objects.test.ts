import type { Fields } from '../../../lib/json/json';
import type { Settings } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  argoApplication,
  configMap,
  container,
  deployment,
  dynamicSecret,
  infisicalSecret,
  keyContainer,
  managedConfigMap,
  managedSecret,
  NAMESPACE,
  podTemplate,
  secret,
  staticSecret,
  target,
} from '../manifests';
import { describeRules } from '../rule-cases';

const writing = (reference: Fields, metadata = {}) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret(reference)] }, metadata);
const writingConfigMap = (reference: Fields) =>
  infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap(reference)] });
const writingTarget = (...targets: Fields[]) => staticSecret({ targets: targets.map(target) });
const SUBDOMAIN =
  'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit';

describe('what is written, and by whom', () => {
  describeRules([
    {
      rule: 'M1',
      what: 'nothing',
      bad: [infisicalSecret({ managedKubeSecretReferences: [] })],
      good: [infisicalSecret({ managedKubeSecretReferences: [], managedSecretReference: managedSecret() })],
      message: 'there is nothing to write: add a managed Secret or ConfigMap',
    },
    {
      rule: 'M1',
      what: 'no Secret for a lease',
      bad: [dynamicSecret({ managedSecretReference: undefined })],
      good: [dynamicSecret()],
      message: 'there is nothing to write: add a managed Secret',
    },
    {
      rule: 'M2',
      what: 'a Secret outside the list',
      bad: [infisicalSecret({ managedSecretReference: managedSecret({ secretName: 'other' }) })],
      good: [infisicalSecret({ managedSecretReference: null })],
      message:
        'managedSecretReference and managedKubeSecretReferences exclude each other: move the first into the list',
    },
    {
      rule: 'M3',
      what: 'an owner in another namespace',
      bad: [writing({ secretNamespace: 'other' })],
      good: [
        writing({ secretNamespace: 'other', creationPolicy: 'Orphan' }),
        writing({}),
        // Whoever applies it gives it a namespace.
        infisicalSecret({}, { name: 'unplaced', namespace: undefined }),
      ],
      message: `creation policy Owner cannot reach from namespace "${NAMESPACE}" to the managed Secret "api-secrets" in "other", Kubernetes forbids owners in other namespaces: use Orphan, or put the resource into "other"`,
    },
    {
      rule: 'M4',
      what: 'a policy in lower case',
      bad: [writing({ creationPolicy: 'owner' })],
      good: [writing({ creationPolicy: 'Owner' }), writing({ creationPolicy: undefined })],
      message: 'creation policy "owner" would act as Orphan: did you mean "Owner"?',
    },
    {
      rule: 'M4',
      what: 'no policy in v1beta1',
      bad: [writingTarget({ creationPolicy: undefined })],
      good: [writingTarget({ creationPolicy: 'Orphan' })],
      message: 'the managed Secret "web-secrets" has no creation policy: write "Owner" or "Orphan"',
    },
    {
      rule: 'M5',
      what: 'two writers of one Secret',
      bad: [writing({ secretName: 'one' }), writingTarget({ name: 'one' })],
      good: [writing({ secretName: 'one' }), writingTarget({ name: 'two' })],
      message: `the managed Secret ${NAMESPACE}/one is already written by InfisicalSecret "api", and that of v1beta1 writes over what the other wrote at its next run, and restarts workloads with auto-reload each time: choose another name, or share that sync`,
    },
    {
      rule: 'M5',
      what: 'two writers of one Secret in v1alpha1',
      bad: [writing({ secretName: 'one' }), writing({ secretName: 'one' }, { name: 'other' })],
      good: [writing({ secretName: 'one' }), writing({ secretName: 'two' }, { name: 'other' })],
      message: `the managed Secret ${NAMESPACE}/one is already written by InfisicalSecret "api", and whichever writes last stays, while both say that they have synced: choose another name, or share that sync`,
    },
    {
      rule: 'M5',
      what: 'two writers of one Secret in v1beta1',
      bad: [writingTarget({ name: 'one' }), staticSecret({ targets: [target({ name: 'one' })] }, { name: 'other' })],
      good: [writingTarget({ name: 'one' }), staticSecret({ targets: [target({ name: 'two' })] }, { name: 'other' })],
      message: `the managed Secret ${NAMESPACE}/one is already written by InfisicalStaticSecret "web", so that both write it anew at each run, and workloads with auto-reload restart with each, for ever: choose another name, or share that sync`,
    },
    {
      rule: 'M5',
      what: 'one Secret twice in one static secret',
      bad: [writingTarget({ name: 'one' }, { name: 'one' })],
      good: [writingTarget({ name: 'one' }, { name: 'two' })],
      message: `the managed Secret ${NAMESPACE}/one is already written by InfisicalStaticSecret "web", and the operator refuses two targets of one name, so that nothing is synced: choose another name, or share that sync`,
    },
    {
      rule: 'M5',
      what: 'a Secret and a ConfigMap of one name in one static secret',
      bad: [writingTarget({ name: 'web' }, { kind: 'ConfigMap', name: 'web' })],
      good: [writingTarget({ name: 'web' }, { kind: 'ConfigMap', name: 'web-config' })],
      message: `the managed ConfigMap ${NAMESPACE}/web has the name of another target, which the operator refuses even for another kind: choose another name`,
    },
    {
      rule: 'M6',
      what: 'a Secret of the app under that name',
      bad: [infisicalSecret(), secret('api-secrets')],
      good: [infisicalSecret(), secret('api-secrets', {}, { namespace: 'other' }), configMap('api-secrets')],
      message: `the managed Secret "${NAMESPACE}/api-secrets" is also a manifest of the app, and the operator would replace its data: choose another name`,
    },
    {
      rule: 'M6',
      what: 'a Secret of the app to which a lease is added',
      bad: [dynamicSecret(), secret('database-lease')],
      good: [dynamicSecret()],
      message: `the managed Secret "${NAMESPACE}/database-lease" is also a manifest of the app, and the operator would add the lease to its data, and empty it when the lease is revoked: choose another name`,
    },
  ]);
});

describe('names', () => {
  const long = 'a'.repeat(49);
  const using = (name: string, annotations: { [name: string]: string }) => {
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name, key: 'TOKEN' } } }];
    return deployment({ template: podTemplate({ containers: [container({ env })] }) }, { annotations });
  };
  const reload = { 'secrets.infisical.com/auto-reload': 'true' };
  describeRules([
    {
      rule: 'M7',
      what: 'upper case',
      bad: [writing({ secretName: 'API' })],
      good: [writing({ secretName: 'api.v1' })],
      message: `the name of the managed Secret "API" ${SUBDOMAIN}`,
    },
    {
      rule: 'M7',
      what: 'a long name',
      bad: [writingTarget({ name: 'a'.repeat(254) })],
      good: [writingTarget({ name: 'a'.repeat(253) })],
      message: `the name of the managed Secret "${'a'.repeat(254)}" has 254 characters, 253 are allowed`,
    },
    {
      rule: 'M8',
      what: 'a name that auto-reload cannot use',
      bad: [writing({ secretName: long }), using(long, reload)],
      good: [writing({ secretName: long }), using(long, {})],
      message: `the name of the managed Secret "${long}" has 49 characters, auto-reload allows 48 (the operator puts it into an annotation's name): shorten it`,
    },
    {
      rule: 'M8',
      what: 'the longest name that it can',
      bad: [writing({ secretName: long }), using(long, reload)],
      good: [writing({ secretName: 'a'.repeat(48) }), using('a'.repeat(48), reload)],
      message: `the name of the managed Secret "${long}" has 49 characters, auto-reload allows 48 (the operator puts it into an annotation's name): shorten it`,
    },
  ]);
});

describe('contents', () => {
  const template = (data: unknown, rest: Fields = {}) => ({ template: { data, ...rest } });
  const tls = 'kubernetes.io/tls';
  const value = '{{ .A.Value }}';
  describeRules([
    {
      rule: 'M9',
      what: 'a type of a ConfigMap',
      bad: [writingTarget({ kind: 'ConfigMap', secretType: 'Opaque' })],
      good: [writingTarget({ kind: 'Secret', secretType: 'Opaque' })],
      message: 'the managed ConfigMap "web-secrets" has secretType "Opaque", which only a Secret has: drop it',
    },
    {
      rule: 'M10',
      what: 'half of a certificate',
      bad: [writing({ secretType: tls, ...template({ 'tls.crt': value }) })],
      good: [writing({ secretType: tls, ...template({ 'tls.crt': value, 'tls.key': value }) })],
      message: `the managed Secret "api-secrets" of type "${tls}" needs "tls.crt" and "tls.key", and nothing writes "tls.key": add a template that does`,
    },
    {
      rule: 'M10',
      what: 'one of several keys',
      bad: [writing({ secretType: 'kubernetes.io/basic-auth', ...template({ user: value }) })],
      good: [writing({ secretType: 'kubernetes.io/basic-auth', ...template({ password: value }) })],
      message:
        'the managed Secret "api-secrets" of type "kubernetes.io/basic-auth" needs "username" or "password", and nothing writes "username", "password": add a template that does',
    },
    ...[
      ['kubernetes.io/dockerconfigjson', '.dockerconfigjson'],
      ['kubernetes.io/dockercfg', '.dockercfg'],
      ['kubernetes.io/ssh-auth', 'ssh-privatekey'],
    ].map(([secretType, key]) => ({
      rule: 'M10',
      what: secretType,
      bad: [writingTarget({ secretType, template: { engineVersion: 'v1', data: { A: value } } })],
      good: [writingTarget({ secretType, template: { engineVersion: 'v1', data: { [key]: value } } })],
      message: `the managed Secret "web-secrets" of type "${secretType}" needs "${key}", and nothing writes "${key}": add a template that does`,
    })),
    {
      rule: 'M12',
      what: 'a template of nothing',
      bad: [writing({ template: { metadata: { labels: {}, annotations: {} } } })],
      good: [writing({ template: { includeAllSecrets: true } }), writingTarget({})],
      message:
        'the template of the managed Secret "api-secrets" writes no keys at all: set includeAllSecrets: true, or data',
    },
    {
      rule: 'M12',
      what: 'an empty text in v1beta1',
      bad: [writingTarget({ template: { engineVersion: 'v1', data: ' ' } })],
      good: [writingTarget({ template: { engineVersion: 'v1', data: 'A: 1' } })],
      message: 'the template of the managed Secret "web-secrets" writes no keys at all: add data, or drop the template',
    },
    {
      rule: 'M15',
      what: 'everything in a ConfigMap',
      bad: [writingConfigMap({})],
      good: [writingConfigMap(template({ mode: '{{ .MODE.Value }}' }))],
      message:
        'the managed ConfigMap "api-config" gets every key, whichever there are, and whoever may look at the namespace can read it: use a Secret, or pick keys with a template',
    },
    {
      rule: 'M15',
      what: 'a secret in a ConfigMap, under a harmless name',
      bad: [writingConfigMap(template({ mode: '{{ .DB_PASSWORD.Value }}' }))],
      good: [writingConfigMap(template({ mode: '{{ .DB_HOST.Value }}' }))],
      message:
        'the managed ConfigMap "api-config" gets "DB_PASSWORD", and whoever may look at the namespace can read it: use a Secret',
    },
    {
      rule: 'M18',
      what: 'a template of a lease',
      bad: [
        dynamicSecret({ managedSecretReference: managedSecret({ secretName: 'lease', ...template({ A: value }) }) }),
      ],
      good: [dynamicSecret()],
      message: 'the operator ignores the template of the managed Secret "lease" of a dynamic secret: drop it',
    },
  ]);
});

describe('metadata', () => {
  const tracked = { labels: { 'app.kubernetes.io/instance': 'shop' } };
  const metadata = { labels: {}, annotations: {} };
  describeRules([
    {
      rule: 'M13',
      what: 'labels alone',
      bad: [writingTarget({ metadata: { labels: {} } })],
      good: [writingTarget({ metadata })],
      message:
        'the metadata of the managed Secret "web-secrets" has no annotations, which the API server requires: write annotations: {}',
    },
    {
      rule: 'M16',
      what: 'an orphan with the tracking label of Argo CD',
      bad: [writing({ creationPolicy: 'Orphan' }, tracked)],
      good: [
        writing({ creationPolicy: 'Owner' }, tracked),
        writingTarget({ creationPolicy: 'Orphan', metadata }),
        argoApplication(),
      ],
      message:
        'the managed Secret "api-secrets" gets the label "app.kubernetes.io/instance" of its resource and nobody owns it, so that Argo CD may prune it: use Owner, or set the metadata of its template, or annotate the resource with argocd.argoproj.io/sync-options: Prune=false',
    },
    {
      rule: 'M16',
      what: 'an orphan in another namespace, unless it says otherwise',
      bad: [writing({ creationPolicy: 'Orphan', secretNamespace: 'other' }, tracked)],
      good: [
        writing(
          { creationPolicy: 'Orphan', secretNamespace: 'other' },
          {
            ...tracked,
            annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' },
          },
        ),
      ],
      message:
        'the managed Secret "api-secrets" gets the label "app.kubernetes.io/instance" of its resource and nobody owns it, so that Argo CD may prune it: set the metadata of its template, or annotate the resource with argocd.argoproj.io/sync-options: Prune=false',
    },
    {
      rule: 'M17',
      what: "an annotation of the operator's",
      bad: [infisicalSecret({}, { annotations: { 'secrets.infisical.com/version': '1' } })],
      good: [infisicalSecret({}, { annotations: { 'example.com/version': '1' } }), deployment()],
      message: 'the annotation "secrets.infisical.com/version" is reserved for the operator: drop it',
    },
    {
      rule: 'M17',
      what: 'a misspelt auto-reload',
      bad: [deployment({}, { annotations: { 'secrets.infisical.com/autoreload': 'true' } })],
      good: [deployment({}, { annotations: { 'secrets.infisical.com/auto-reload': 'true' } })],
      message:
        'the annotation "secrets.infisical.com/autoreload" is reserved for the operator: did you mean "secrets.infisical.com/auto-reload"?',
    },
    {
      rule: 'M17',
      what: 'on a managed object',
      bad: [writingTarget({ metadata: { labels: {}, annotations: { 'secrets.infisical.com/managed-labels': '' } } })],
      good: [writingTarget({ metadata: { labels: {}, annotations: { 'secrets.infisical.com/a': '' } } })],
      message:
        'the annotation "secrets.infisical.com/managed-labels" of the managed Secret "web-secrets" is reserved for the operator: drop it',
    },
    {
      rule: 'M17',
      what: 'what the operator writes on a workload that it restarts',
      bad: [deployment({}, { annotations: { 'secrets.infisical.com/managed-secret.api-secrets': 'a' } })],
      good: [deployment()],
      message:
        'the annotation "secrets.infisical.com/managed-secret.api-secrets" is reserved for the operator: drop it',
    },
    {
      rule: 'M23',
      what: 'an annotation that the operator does not know',
      bad: [writingTarget({ metadata: { labels: {}, annotations: { 'secrets.infisical.com/a': '' } } })],
      good: [
        writingTarget({ metadata: { labels: {}, annotations: { a: '' } } }),
        deployment({}, { annotations: { 'secrets.infisical.com/auto-reload': 'true' } }),
        // M17 tells of these.
        deployment({}, { annotations: { 'secrets.infisical.com/autoreload': 'true' } }),
        infisicalSecret({}, { annotations: { 'secrets.infisical.com/version': '1' } }),
      ],
      message:
        'the operator does not know the annotation "secrets.infisical.com/a" of the managed Secret "web-secrets": drop it',
    },
    {
      rule: 'M23',
      what: 'an annotation that is to restart something',
      bad: [infisicalSecret({}, { annotations: { 'secrets.infisical.com/auto-restart': 'api' } })],
      good: [infisicalSecret()],
      message:
        'the operator does not know the annotation "secrets.infisical.com/auto-restart": write secrets.infisical.com/auto-reload: "true" on the workload that is to restart, or drop it',
    },
  ]);
});

describe('changes of what is in the cluster already', () => {
  const changing = (previous: Manifest, settings: Settings = {}) => ({
    settings: { ...settings, previous: [previous] },
  });
  describeRules([
    {
      rule: 'M11',
      what: 'another type',
      ...changing(writing({})),
      bad: [writing({ secretType: 'kubernetes.io/tls' })],
      good: [writing({ secretType: 'Opaque' }), writing({ secretName: 'new', secretType: 'kubernetes.io/tls' })],
      message:
        'the type of the managed Secret "api-secrets" stays "Opaque" and does not become "kubernetes.io/tls", as it is fixed when the Secret is created: choose another name, or delete the Secret right before this is applied (later, v1alpha1 makes it again only when a value changes)',
    },
    {
      rule: 'M11',
      what: 'another type in v1beta1, which makes a Secret that is missing at each run',
      ...changing(writingTarget({})),
      bad: [writingTarget({ secretType: 'example.com/web' })],
      good: [writingTarget({ secretType: 'Opaque' })],
      message:
        'the type of the managed Secret "web-secrets" stays "Opaque" and does not become "example.com/web", as it is fixed when the Secret is created: choose another name, or delete the Secret once this is applied: the next run makes it anew',
    },
    {
      rule: 'M14',
      what: 'an owner that lets go',
      ...changing(writing({})),
      bad: [writing({ creationPolicy: 'Orphan' })],
      good: [writing({ creationPolicy: 'Orphan', secretName: 'new' }), writing({})],
      message:
        'the operator deletes the managed Secret "api-secrets" when its creation policy changes from Owner to Orphan, and it stays away until a value changes in Infisical or the operator restarts: keep Owner; or remove metadata.ownerReferences from the live Secret before this is applied; or choose another name',
    },
    {
      rule: 'M14',
      what: 'an owner that lets go, in a namespace that is not written yet',
      ...changing(writing({})),
      bad: [writing({ creationPolicy: 'Orphan' }, { namespace: undefined })],
      good: [
        writing({ creationPolicy: 'Orphan' }, { namespace: undefined, name: 'other' }),
        writing({ creationPolicy: 'Orphan' }, { namespace: 'other' }),
      ],
      message:
        'the operator deletes the managed Secret "api-secrets" when its creation policy changes from Owner to Orphan, and it stays away until a value changes in Infisical or the operator restarts: keep Owner; or remove metadata.ownerReferences from the live Secret before this is applied; or choose another name',
    },
    {
      rule: 'M14',
      what: 'an owner that lets go, with an operator that asks for all values at each run',
      ...changing(writing({}), { operatorVersion: 'v0.10.28' }),
      bad: [writing({ creationPolicy: undefined })],
      good: [writing({})],
      message:
        'the operator deletes the managed Secret "api-secrets" when its creation policy changes from Owner to Orphan, and it stays away until the next sync: keep Owner; or remove metadata.ownerReferences from the live Secret before this is applied; or choose another name',
    },
  ]);
});

test('M8 knows that later operators of v1beta1 put a digest into the annotation, and those of v1alpha1 the name', () => {
  const long = 'a'.repeat(49);
  const workload = deployment({ template: podTemplate({ containers: [keyContainer(['A'], long)] }) });
  const alpha = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretName: long })] });
  const lease = dynamicSecret({ managedSecretReference: managedSecret({ secretName: long }) });
  const beta = staticSecret({ targets: [target({ name: long })] });
  const rules = (writer: Manifest, operatorVersion: string) =>
    checkManifests([writer, workload], { operatorVersion }).map(({ rule }) => rule);
  expect([rules(beta, 'v0.11.5'), rules(beta, 'v0.11.7')]).toEqual([['M8'], []]);
  expect([rules(alpha, 'v0.11.7'), rules(lease, 'v0.11.17')]).toEqual([['M8'], ['M8']]);
  // Of which nobody here knows yet.
  expect([rules(alpha, 'v0.12.0'), rules(lease, 'v0.12.0')]).toEqual([[], []]);
  const [told] = checkManifests([beta, workload], { operatorVersion: 'v0.11.5' });
  expect(told.message).toMatch(/: shorten it, or upgrade the operator to v0\.11\.7 or a newer one$/);
});
