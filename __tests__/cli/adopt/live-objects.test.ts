import { type AdoptionOptions, adoptionOf } from '../../../cli/adopt/adoption';
import { withFixes } from '../../../cli/adopt/fixes/apply-fixes';
import { equalForms, outcomeAsJson } from '../../../cli/adopt/outcome';
import { outcomeAsText } from '../../../cli/adopt/report';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { objectName } from '../../../cli/findings/input-findings';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { live, ownedBy, rewritten, VERSIONS } from '../../validation/live';
import {
  configMap,
  deployment,
  dynamicSecret,
  IDENTITY_ID,
  infisicalAuth,
  infisicalSecret,
  kubernetesAuth,
  managedConfigMap,
  managedSecret,
  NAMESPACE,
  podTemplate,
  pushSecret,
  secret,
  staticSecret,
  universalAuth,
} from '../../validation/manifests';
import { synthesized } from './in-process';

const CANARY = 'canary-7c1f0e';
const V1ALPHA1 = 'secrets.infisical.com/v1alpha1';
const V1BETA1 = 'secrets.infisical.com/v1beta1';

function adopted(manifests: readonly Manifest[], options: Partial<AdoptionOptions> = {}) {
  const items = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: manifests };
  return adoptionOf(manifestsIn(JSON.stringify(items), 'live.json'), { extension: '', includeRest: false, ...options });
}

const program = (...manifests: Manifest[]) => [...adopted(manifests).files.values()].join('\n');
const leftOut = (manifests: readonly Manifest[]) =>
  adopted(manifests).leftOut.map(({ read, reason }) => `${objectName(read.manifest)}: ${reason}`);

/** What comes out otherwise than it went in. */
const differences = (...manifests: Manifest[]) => {
  const { adopted: read, files } = adopted(manifests);
  return compareObjects(read, synthesized(files));
};

const LOGINS: readonly [factory: string, authentication: Fields][] = [
  ['InfisicalAuth.universal', { universalAuth: universalAuth() }],
  ['InfisicalAuth.kubernetes', { kubernetesAuth: kubernetesAuth() }],
  ['InfisicalAuth.awsIam', { awsIamAuth: { identityId: IDENTITY_ID } }],
  ['InfisicalAuth.azure', { azureAuth: { identityId: IDENTITY_ID, resource: 'api://infisical' } }],
  ['InfisicalAuth.gcpIdToken', { gcpIdTokenAuth: { identityId: IDENTITY_ID } }],
  ['InfisicalAuth.gcpIam', { gcpIamAuth: { identityId: IDENTITY_ID, serviceAccountKeyFilePath: '/var/gcp/key.json' } }],
  [
    'InfisicalAuth.ldap',
    {
      ldapAuth: {
        identityId: IDENTITY_ID,
        credentialsRef: { secretName: 'ldap-credentials', secretNamespace: NAMESPACE },
      },
    },
  ],
];

test.each(VERSIONS)(
  'what the operator %s has written anew is declared by the constructs of this library, and nothing else, with any login',
  (version) => {
    const objects = LOGINS.flatMap(([factory, authentication]) => {
      const name = factory.replace('InfisicalAuth.', '').toLowerCase();
      return [
        dynamicSecret(
          { authentication, managedSecretReference: managedSecret({ secretName: name }) },
          { name: `lease-${name}` },
        ),
        pushSecret({ authentication }, { name: `push-${name}` }),
      ];
    });
    const live = objects.map((one) => rewritten(one, version));
    const text = program(...live);
    expect(text.match(/new (DynamicSecret|PushedSecret)\(/g)).toHaveLength(2); // each for the rows of a table
    for (const [factory] of LOGINS) expect(text).toContain(factory);
    expect(text).not.toMatch(/ApiObject|JsonPatch|suppress|finalizer|: ''/);
    expect(text).toEqual(program(...objects));
    expect(differences(...live)).toEqual([]);
  },
);

describe('the report', () => {
  const adoption = adopted([rewritten(dynamicSecret()), rewritten(pushSecret())]);

  test('tells of what the operator had added', () => {
    expect(equalForms(adoption).map(({ form, same, count }) => `${form} became ${same} (${count})`)).toEqual([
      'the finalizer of the operator became none (2)',
      'empty fields became no such fields (2)',
    ]);
  });

  test('tells of what controllers have added to a workload', () => {
    const api = live(deployment());
    const restarted = {
      ...api,
      metadata: {
        ...api.metadata,
        annotations: { ...api.metadata.annotations, 'secrets.infisical.com/managed-secret.api': 'v1' },
        finalizers: ['foregroundDeletion'],
      },
      status: { replicas: 1 },
    } as Manifest;
    expect(equalForms(adopted([infisicalSecret(), restarted])).map(({ form }) => form)).toEqual([
      'the status',
      'the annotations by which the operator restarts pods',
      'finalizers of Kubernetes',
    ]);
  });

  test('has nothing else to tell of healthy objects', () => {
    expect(adoption.findings).toEqual([]);
  });
});

test('an object that no construct stands for comes without the additions of the operator, too', () => {
  const both = { universalAuth: universalAuth(), awsIamAuth: { identityId: IDENTITY_ID } };
  const push = rewritten(pushSecret({ authentication: both }));
  const text = program(push);
  expect(text).toContain('new ApiObject(');
  expect(text).not.toMatch(/finalizer|ldapAuth|caRef|projectId/);
});

test.each([
  'pushsecret.secrets.infisical.com/finalizer',
  'a-kind-to-come.secrets.infisical.com/finalizer',
  'secrets.finalizers.infisical.com',
])('a finalizer of the operator is dropped from what somebody wrote, and that of somebody else stays: %s', (own) => {
  const finalizers = ['example.com/keep', own];
  const written = pushSecret();
  const push = { ...written, metadata: { ...written.metadata, finalizers } } as Manifest;
  const text = program(push);
  expect(text).toContain("JsonPatch.add('/metadata/finalizers', ['example.com/keep'])");
  expect(differences(push)).toEqual([]);
});

test.each(['secrets.infisical.com/static-push', 'secrets.infisical.com/finalizer'])(
  'the finalizer of the operator is dropped from a push of v1beta1, as the report tells: %s',
  (own) => {
    const metadata = { name: 'push', namespace: NAMESPACE, finalizers: [own] };
    const spec = { infisicalAuthRef: { name: 'login', namespace: NAMESPACE }, seen: '', also: {} };
    const push = live({ apiVersion: V1BETA1, kind: 'InfisicalStaticSecretPush', metadata, spec } as Manifest);
    const adoption = adopted([push]);
    expect(equalForms(adoption).map(({ form, same }) => `${form} became ${same}`)).toEqual([
      'the finalizer of the operator became none',
    ]);
    const text = program(push);
    expect(text).toContain("new StaticSecretPush(chart, 'push', {");
    expect(text).not.toMatch(/inalizer|JsonPatch/);
    expect(differences(push)).toEqual([]);
    const [{ manifest }] = synthesized(adoption.files);
    expect(manifest).toMatchObject({ spec });
    expect(manifest.metadata).not.toHaveProperty('finalizers');
  },
);

test('a live push of v1beta1 comes without the finalizer of the operator, and with its spec as it stands', () => {
  const push = live(
    {
      apiVersion: V1BETA1,
      kind: 'InfisicalStaticSecretPush',
      metadata: { name: 'push', namespace: NAMESPACE },
      spec: { secretRef: { name: 'made', namespace: NAMESPACE }, targets: [{ secretPath: '' }] },
    } as Manifest,
    {
      annotations: { 'argocd.argoproj.io/tracking-id': 'shop:x/InfisicalStaticSecretPush:shop/push' },
      finalizers: ['staticsecretpush.secrets.infisical.com/finalizer'],
    },
  );
  const text = program(push);
  expect(text).toContain("targets: [{ secretPath: '' }]");
  expect(text).not.toMatch(/finalizer|JsonPatch|annotations/);
  expect(differences(push)).toEqual([]);
});

test('what is told of the operator counts: its default connection, and its version', () => {
  const login = live(infisicalAuth({ infisicalConnectionRef: undefined }));
  const rules = (operator: AdoptionOptions['operator']) =>
    adopted([login, staticSecret()], { operator }).findings.map(({ rule }) => rule);
  expect(rules(undefined)).toEqual(['X29']);
  expect(rules({ defaultConnection: 'https://secrets.example.com' })).toEqual([]);
  expect(rules({ operatorVersion: 'v0.11.7' })).toEqual(['F3']);
  const { files } = adopted([login, staticSecret()], { operator: { operatorVersion: 'v0.11.7' } });
  expect([...files.values()].join('')).toContain("InfisicalRules.suppress(auth, 'F3',");
});

test('what Argo CD tracks an object by is not declared, and no credential, though the kind before its colon says secret', () => {
  const tracked = (manifest: Manifest) =>
    live(manifest, {
      annotations: {
        'argocd.argoproj.io/tracking-id': `shop:${V1ALPHA1}/${manifest.kind}:${NAMESPACE}/${manifest.metadata.name}`,
        'argocd.argoproj.io/installation-id': 'one',
        'argocd.argoproj.io/sync-wave': '1',
      },
    });
  const objects = [infisicalSecret(), rewritten(pushSecret()), rewritten(dynamicSecret())].map(tracked);
  expect(leftOut(objects)).toEqual([]);
  const text = program(...objects);
  expect(text).toContain("'argocd.argoproj.io/sync-wave': '1'");
  expect(text).not.toMatch(/tracking-id|installation-id|ApiObject/);
  expect(differences(...objects)).toEqual([]);
});

test('what Kubernetes itself adds to a live object is not declared', () => {
  const service: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'other', namespace: NAMESPACE },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }], selector: { app: 'other' } },
  };
  const labels = { 'controller-uid': 'x', 'batch.kubernetes.io/controller-uid': 'x', 'job-name': 'migrate', app: 'a' };
  const job: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: NAMESPACE, labels },
    spec: {
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'x' } },
      template: podTemplate({ restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] }, { labels }),
    },
  };
  const finalizers = ['service.kubernetes.io/load-balancer-cleanup', 'foregroundDeletion', 'example.com/keep'];
  const objects = [live(service, { finalizers }), live(job)];
  const { files, findings, adopted: read } = adopted(objects, { includeRest: true });
  const text = [...files.values()].join('\n');
  expect(text).toContain("finalizers: ['example.com/keep']");
  expect(text).toContain("labels: { app: 'a' }");
  expect(text).not.toMatch(/load-balancer-cleanup|foregroundDeletion|controller-uid|job-name|0b8f6f0a/);
  expect(findings).toEqual([]);
  expect(compareObjects(read, synthesized(files))).toEqual([]);
});

describe('what is left out of an export', () => {
  const data = { data: { TOKEN: Buffer.from(CANARY).toString('base64') }, type: 'Opaque' };
  const sync = live(
    infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap({ creationPolicy: 'Orphan' })] }),
  );
  const owned = live(secret('api-secrets', data), ownedBy('InfisicalSecret', 'api', V1ALPHA1));
  const orphaned = live(configMap('api-config', { data: { TOKEN: CANARY } }));
  const version = { 'secrets.infisical.com/version': 'W/"1"' };
  const foreign = live(secret('of-another-sync', data, { annotations: version }));
  const restarted = { 'secrets.infisical.com/managed-secret.api-secrets': 'W/"1"' };
  const template = podTemplate({}, { annotations: restarted });
  const workload = live(
    deployment({ template }, { annotations: { ...restarted, 'secrets.infisical.com/auto-reload': 'true' } }),
  );
  const replicaSet = live(
    { ...deployment({ template }, { name: 'api-5d4f8c7b9' }), kind: 'ReplicaSet' },
    ownedBy('Deployment', 'api', 'apps/v1'),
  );
  const all = [sync, owned, orphaned, foreign, workload, replicaSet];

  test('is what the operator and controllers have made, each with its reason', () => {
    expect(leftOut(all)).toEqual([
      'Secret shop/api-secrets: the operator writes it',
      'ConfigMap shop/api-config: the operator writes it',
      'Secret shop/of-another-sync: the operator writes it',
      'ReplicaSet shop/api-5d4f8c7b9: a controller made it',
    ]);
  });

  test('is no mistake, and no annotation of the operator is declared', () => {
    const { findings, files } = adopted(all);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...files.values()].join('\n')).not.toContain('managed-secret.');
  });

  test.each([
    ['an owned one', ownedBy('InfisicalSecret', 'api', V1ALPHA1)],
    [
      'an owned one with the account of the operator',
      { ...ownedBy('InfisicalSecret', 'api', V1ALPHA1), annotations: version },
    ],
    ['an orphaned one', { annotations: version }],
  ])('is what the operator has written, and no mistake, where an export was cleaned: %s', (_, metadata) => {
    const cleaned = secret('api-secrets', data, metadata);
    const own = live(infisicalSecret());
    expect(leftOut([own, cleaned])).toEqual(['Secret shop/api-secrets: the operator writes it']);
    expect(adopted([own, cleaned]).findings).toEqual([]);
  });

  test('is no Secret that somebody has written with annotations of the operator', () => {
    const written = secret('api-secrets', data, { annotations: version });
    const rules = adopted([infisicalSecret(), written]).findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['M6', 'M17']));
  });

  test('is no object of a user for what is wrong with it', () => {
    const container = { name: 'api', image: 'registry.example.com/API:1', env: [{ name: '1 2' }, { name: '1 2' }] };
    const broken = podTemplate({ containers: [container] });
    const made = live(
      { ...deployment({ template: broken }, { name: 'api-1' }), kind: 'ReplicaSet' },
      ownedBy('Deployment', 'api', 'apps/v1'),
    );
    expect(adopted([live({ ...made, metadata: { name: 'api-1' } } as Manifest)]).findings).not.toEqual([]);
    expect(adopted([made]).findings).toEqual([]);
  });

  test('is an object that is being deleted', () => {
    const leaving = rewritten(pushSecret());
    const metadata = { ...leaving.metadata, deletionTimestamp: '2026-11-01T09:00:00Z', deletionGracePeriodSeconds: 0 };
    expect(leftOut([sync, { ...leaving, metadata } as Manifest])).toEqual([
      'InfisicalPushSecret shop/push: it is being deleted',
    ]);
  });

  test('no value comes out, wherever in an export it stands', () => {
    const lastApplied = (manifest: Manifest) => ({
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        ...manifest,
        stringData: { TOKEN: CANARY },
      }),
    });
    const token = secret(
      'infisical-login-token',
      { type: 'kubernetes.io/service-account-token', data: { token: Buffer.from(CANARY).toString('base64') } },
      { annotations: { 'kubernetes.io/service-account.name': 'infisical-login' } },
    );
    const credentials = secret('infisical-credentials', { data: { clientId: 'eA==', clientSecret: data.data.TOKEN } });
    const exported = [...all, live(token), live(credentials), rewritten(pushSecret()), rewritten(dynamicSecret())].map(
      (one) => live(one, { annotations: { ...one.metadata.annotations, ...lastApplied(one) } }),
    );
    const adoption = adopted(exported, { includeRest: true });
    const outcome = { folder: 'out', adoption, files: [], fixes: [], mendable: 0, isComplete: true } as const;
    const whole = { ...outcome, verification: { state: 'skipped' } } as const;
    const told = [outcomeAsText(whole), JSON.stringify(outcomeAsJson(whole)), ...adoption.files.values()].join('\n');
    expect(told).toContain('infisical-credentials');
    expect(told).not.toContain(CANARY);
    expect(told).not.toContain(Buffer.from(CANARY).toString('base64'));
    expect(told).not.toContain('last-applied');
  });
});

test('--fix mends a live object without the help of its empty fields', () => {
  const broken = rewritten(
    pushSecret({ tls: { caRef: { secretName: 'infisical-ca', secretNamespace: undefined, key: 'ca.crt' } } }),
  );
  const { metadata, spec } = broken as unknown as { metadata: Fields; spec: { tls: { caRef: Fields } } };
  const { secretNamespace: _, ...caRef } = spec.tls.caRef;
  const manifest = { ...broken, metadata, spec: { ...spec, tls: { caRef } } } as unknown as Manifest;
  const { manifests, fixes } = withFixes(manifestsIn(JSON.stringify(manifest), 'live.json').manifests);
  expect(fixes.map(({ message }) => message)).toEqual([
    'secretNamespace is now "shop", the namespace of the resource (H6)',
  ]);
  expect(manifests[0].manifest).toMatchObject({ spec: { tls: { caRef: { secretNamespace: NAMESPACE } } } });
});

test('an object that has no metadata is told, beside an export too', () => {
  const nameless = { apiVersion: 'v1', kind: 'ConfigMap', metadata: null } as unknown as Manifest;
  const read = [...manifestsIn(JSON.stringify(live(infisicalSecret())), 'live.json').manifests];
  const { findings } = adoptionOf(
    { manifests: [...read, { ...read[0], manifest: nameless, isExport: false }], problems: [] },
    { extension: '', includeRest: false },
  );
  expect(findings.map(({ message }) => message)).toEqual(['the ConfigMap has no name: give it one, or leave it out']);
});
