import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Include } from 'cdk8s';
import { DynamicSecret, GitOpsApp, InfisicalAuth, InfisicalHost, InfisicalRules } from '../../lib';
import type { Fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import { live, ownedBy, rewritten, VERSIONS } from './live';
import {
  clusterGenerator,
  configMap,
  container,
  cronJob,
  deployment,
  dynamicSecret,
  IDENTITY_ID,
  infisicalSecret,
  kubernetesAuth,
  managedConfigMap,
  NAMESPACE,
  PROJECT_ID,
  podTemplate,
  pushSecret,
  secret,
  staticSecret,
  universalAuth,
} from './manifests';

const OPERATOR = 'secrets.infisical.com';
const V1ALPHA1 = `${OPERATOR}/v1alpha1`;
const CA = { secretName: 'infisical-ca', secretNamespace: NAMESPACE, key: 'ca.crt' };

const found = (...manifests: object[]) =>
  checkManifests(manifests as Manifest[]).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
const rules = (...manifests: object[]) => checkManifests(manifests as Manifest[]).map(({ rule }) => rule);

/** Every way to log in that these kinds have. */
const LOGINS: Readonly<Record<string, Fields>> = {
  universalAuth: universalAuth(),
  kubernetesAuth: kubernetesAuth({ serviceAccountTokenAudiences: ['https://secrets.example.com'] }),
  awsIamAuth: { identityId: IDENTITY_ID },
  azureAuth: { identityId: IDENTITY_ID },
  gcpIdTokenAuth: { identityId: IDENTITY_ID },
  gcpIamAuth: { identityId: IDENTITY_ID, serviceAccountKeyFilePath: '/var/gcp/key.json' },
  ldapAuth: {
    identityId: IDENTITY_ID,
    credentialsRef: { secretName: 'ldap-credentials', secretNamespace: NAMESPACE },
  },
};

const generators = [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name: 'password' } }];

/** What users apply, without what may be absent. */
const APPLIED: [what: string, apply: (authentication: Fields) => Manifest][] = [
  ['a lease', (authentication) => dynamicSecret({ authentication })],
  ['a lease by the id of a project', (authentication) => dynamicSecret({ authentication, dynamicSecret: byId() })],
  ['a lease of the default host', (authentication) => dynamicSecret({ authentication, hostAPI: undefined })],
  ['a lease of a host with a private CA', (authentication) => dynamicSecret({ authentication, tls: { caRef: CA } })],
  ['a push', (authentication) => pushSecret({ authentication })],
  [
    'a push of generated values, without policies',
    (authentication) =>
      pushSecret({
        authentication,
        push: { generators },
        updatePolicy: undefined,
        deletionPolicy: undefined,
        resyncInterval: undefined,
        hostAPI: undefined,
      }),
  ],
  [
    'a push of a template',
    (authentication) =>
      pushSecret({
        authentication,
        push: { secret: { secretName: 'pushed', secretNamespace: NAMESPACE, template: { data: { A: 'a' } } } },
      }),
  ],
];

function byId(): Fields {
  return { secretName: 'postgres', projectId: PROJECT_ID, environmentSlug: 'prod', secretsPath: '/database' };
}

describe.each(VERSIONS)(
  'of what the operator %s writes anew the rules say what they say of what was applied',
  (version) => {
    describe.each(APPLIED)('%s', (_, apply) => {
      test.each(Object.entries(LOGINS))('%s', (method, block) => {
        const applied = apply({ [method]: block });
        expect(found(rewritten(applied, version))).toEqual(found(applied));
        expect(found(applied)).toEqual([]);
      });
    });
  },
);

describe('what is empty', () => {
  const EMPTY = { credentialsRef: { secretName: '', secretNamespace: '' } };

  test.each([
    ['a push', pushSecret],
    ['a lease', dynamicSecret],
  ])('is no way to log in: %s that lacks one is told so once', (_, apply) => {
    expect(found(rewritten(apply({ authentication: {} })))).toEqual([
      'error A1: there is no authentication method: set one, for example universal',
    ]);
  });

  test('is no second way to log in', () => {
    const both = { universalAuth: universalAuth(), ldapAuth: { identityId: '', ...EMPTY }, awsIamAuth: {} };
    expect(rules(pushSecret({ authentication: both }))).not.toContain('A2');
  });

  test('is meant to be filled in where it stands alone', () => {
    expect(found(pushSecret({ authentication: { universalAuth: EMPTY } }))).toEqual([
      expect.stringMatching(/^error A4: the reference authentication\.universalAuth\.credentialsRef has no namespace/),
      'error A5: universal authentication has no credentialsRef.secretName: name the Secret with the keys "clientId" and "clientSecret"',
    ]);
  });

  test.each([
    ['an identity without credentials', { ldapAuth: { identityId: IDENTITY_ID, ...EMPTY } }],
    ['a request for a token', { kubernetesAuth: { identityId: '', autoCreateServiceAccountToken: true } }],
    ['a path of a key file', { gcpIamAuth: { identityId: '', serviceAccountKeyFilePath: '/key.json' } }],
    ['an audience', { kubernetesAuth: { identityId: '', serviceAccountTokenAudiences: ['infisical'] } }],
  ])('in part is a mistake, beside another login as well: %s', (_, block) => {
    expect(rules(pushSecret({ authentication: { universalAuth: universalAuth(), ...block } }))).toEqual(
      expect.arrayContaining(['A2', 'A5']),
    );
  });

  test('is no certificate authority, and one in part is a mistake', () => {
    const withCa = (caRef: Fields) => dynamicSecret({ tls: { caRef } });
    expect(rules(withCa({ secretName: '', secretNamespace: '', key: '' }))).toEqual([]);
    expect(rules(withCa({ ...CA, key: '' }))).toEqual(['H6']);
    expect(rules(withCa({ secretName: '', secretNamespace: '', key: 'ca.crt' }))).toEqual(['H6']);
  });

  test('is no name of a project, and two of them are none at all', () => {
    const of = (names: Fields) => pushSecret({ destination: { environmentSlug: 'prod', secretsPath: '/', ...names } });
    expect(rules(of({ projectId: '', projectSlug: 'shop' }))).toEqual([]);
    expect(rules(of({ projectId: PROJECT_ID, projectSlug: '' }))).toEqual([]);
    expect(rules(of({ projectId: '', projectSlug: '' }))).toEqual(['S1']);
  });

  test('is nothing of an InfisicalSecret either, which another client may have written', () => {
    const applied = infisicalSecret();
    for (const version of VERSIONS) expect(found(rewritten(applied, version))).toEqual(found(applied));
  });

  test('is no second Secret of an InfisicalSecret, with the policy and the type that the API server adds to it', () => {
    const nameless = { secretName: '', secretNamespace: '', creationPolicy: 'Orphan', secretType: 'Opaque' };
    expect(found(infisicalSecret({ managedSecretReference: nameless }))).toEqual(found(infisicalSecret()));
    const alone = { managedSecretReference: nameless, managedKubeSecretReferences: [] };
    expect(rules(infisicalSecret(alone))).toEqual(['M1']);
  });

  test('does not count as a change of what was pushed or leased', () => {
    for (const applied of [pushSecret(), dynamicSecret()]) {
      const previous = [rewritten(applied)];
      expect(checkManifests([applied], { previous })).toEqual([]);
    }
  });
});

describe('in a program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'live-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const chartOf = (app: GitOpsApp) => new Chart(app, 'shop', { namespace: NAMESPACE });
  const synthesized = (declare: (chart: Chart) => unknown) => {
    const app = new GitOpsApp({ outdir: join(folder, 'dist') });
    declare(chartOf(app));
    app.synth();
  };

  test('an export that is included is read as the operator reads it', () => {
    const file = join(folder, 'live.yaml');
    writeFileSync(file, JSON.stringify(rewritten(pushSecret())));
    expect(() => synthesized((chart) => new Include(chart, 'live', { url: file }))).not.toThrow();
  });

  test('a certificate authority of empty names is a mistake', () => {
    expect(() =>
      synthesized(
        (chart) =>
          new DynamicSecret(chart, 'lease', {
            host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: '', namespace: '', key: '' } }),
            auth: InfisicalAuth.universal({ credentials: { name: 'credentials' } }),
            location: { projectSlug: 'shop', environment: 'prod' },
            dynamicSecretName: 'postgres',
          }),
      ),
    ).toThrow('host.ca.key is empty, and no name of a key (K7)');
  });

  test("the operator's account of restarts is left to the operator, whatever stands beside it", () => {
    const { apiVersion, kind, metadata, ...rest } = live(deployment({}, { annotations: RESTARTED }));
    expect(() =>
      synthesized((chart) => [
        ...[infisicalSecret()].map((one) => new ApiObject(chart, 'sync', one as never)),
        new ApiObject(chart, 'api', { apiVersion, kind, metadata, ...rest } as never),
      ]),
    ).toThrow(/managed-secret\.api-secrets" is reserved for the operator/);
  });
});

const RESTARTED = {
  [`${OPERATOR}/auto-reload`]: 'true',
  [`${OPERATOR}/managed-secret.api-secrets`]: 'W/"secrets-10-333D05FB"',
  [`${OPERATOR}/managed-secret.1c168adb00d208e42f93314529f1fa9c`]: 'W/"secrets-10-333D05FB"',
};
const ACCOUNT = {
  [`${OPERATOR}/version`]: 'W/"secrets-10-333D05FB"',
  [`${OPERATOR}/managed-labels`]: 'team',
  [`${OPERATOR}/managed-annotations`]: '',
};

describe("the operator's own annotations", () => {
  const { [`${OPERATOR}/auto-reload`]: _, ...onPods } = RESTARTED;
  const restarted = deployment({ template: podTemplate({}, { annotations: onPods }) }, { annotations: RESTARTED });

  test.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)('are right on a live %s and its pods', (kind) => {
    expect(rules(infisicalSecret(), live({ ...restarted, kind }))).toEqual([]);
  });

  test('are right on live managed objects', () => {
    const sync = live(
      infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap()] }, { labels: { team: 'a' } }),
    );
    const managed = [secret('api-secrets', { data: { TOKEN: 'eA==' } }), configMap('api-config')];
    const annotated = managed.map((one) => live({ ...one, metadata: { ...one.metadata, annotations: ACCOUNT } }));
    expect(rules(sync, ...annotated)).toEqual(['M15']);
  });

  test.each<[string, Manifest, number]>([
    ['of a workload, in a file that somebody wrote', deployment({}, { annotations: RESTARTED }), 2],
    ['of a live resource', live(infisicalSecret({}, { annotations: ACCOUNT })), 3],
    ['that belong to workloads, of a live resource', live(infisicalSecret({}, { annotations: RESTARTED })), 2],
    ['that belong to managed objects, of a live workload', live(deployment({}, { annotations: ACCOUNT })), 3],
    ['that belong to workloads, of a live Secret', live(secret('a', {}, { annotations: RESTARTED })), 2],
    ['of a Secret, in a file that somebody wrote', secret('a', {}, { annotations: ACCOUNT }), 3],
  ])('are a mistake elsewhere: %s', (_what, manifest, count) => {
    expect(rules(manifest).filter((rule) => rule === 'M17')).toHaveLength(count);
  });

  test.each([
    ['creationTimestamp', { creationTimestamp: null }],
    ['resourceVersion', { resourceVersion: '' }],
  ])('an empty %s, as generators of YAML write it, is no sign of a cluster', (_name, metadata) => {
    const written = deployment({}, { annotations: RESTARTED, ...metadata });
    expect(rules(written)).toContain('M17');
  });
});

describe('what the operator writes, in an export', () => {
  const owned = ownedBy('InfisicalSecret', 'api', V1ALPHA1);
  const data = { data: { TOKEN: 'eA==' }, type: 'Opaque' };

  test.each<[string, Manifest, Manifest]>([
    ['owned', live(infisicalSecret()), live(secret('api-secrets', data), owned)],
    ['owned, whose resource stands in a file', infisicalSecret(), live(secret('api-secrets', data), owned)],
    [
      'orphaned, whose resource stands in a file',
      infisicalSecret(),
      live(secret('api-secrets', data, { annotations: ACCOUNT })),
    ],
    ['orphaned and without annotations', live(infisicalSecret()), live(secret('api-secrets', data))],
    [
      'of v1beta1',
      live(staticSecret()),
      live(secret('web-secrets', data), ownedBy('InfisicalStaticSecret', 'web', `${OPERATOR}/v1beta1`)),
    ],
  ])('is no manifest of the app: %s', (_, resource, managed) => {
    expect(rules(resource, managed)).not.toContain('M6');
  });

  test.each<[string, Manifest, Manifest]>([
    ['both stand in files', infisicalSecret(), secret('api-secrets', data)],
    ['the Secret of a cluster is not yet managed', infisicalSecret(), live(secret('api-secrets', data))],
    ['the Secret stands in a file', live(infisicalSecret()), secret('api-secrets', data)],
  ])('is one where %s', (_, resource, managed) => {
    expect(rules(resource, managed)).toContain('M6');
  });
});

describe('what controllers make of a workload, in an export', () => {
  const sync = live(infisicalSecret());
  const whole = container({ env: undefined, envFrom: [{ secretRef: { name: 'api-secrets' } }] });
  const template = podTemplate({ containers: [whole] });
  const api = live(deployment({ template }, { annotations: RESTARTED }));
  const replicaSet = live(
    { ...deployment({ template }, { name: 'api-5d4f8c7b9', annotations: RESTARTED }), kind: 'ReplicaSet' },
    ownedBy('Deployment', 'api', 'apps/v1'),
  );
  const pod = (owner: [kind: string, name: string, apiVersion: string]) =>
    live(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'api-5d4f8c7b9-x2x4z', namespace: NAMESPACE, annotations: {} },
        spec: template.spec,
        status: { phase: 'Running' },
      },
      ownedBy(...owner),
    );

  test('is no workload of its own', () => {
    expect(found(sync, api, replicaSet, pod(['ReplicaSet', 'api-5d4f8c7b9', 'apps/v1']))).toEqual(found(sync, api));
    expect(rules(sync, api)).toEqual(['C5']);
  });

  test('is none where what is between is not in the export', () => {
    expect(found(sync, api, pod(['ReplicaSet', 'api-5d4f8c7b9', 'apps/v1']))).toEqual(found(sync, api));
    const nightly = live(cronJob(podTemplate({ containers: [whole] })));
    expect(found(sync, nightly, pod(['Job', 'nightly-29000000', 'batch/v1']))).toEqual(found(sync, nightly));
  });

  test('is what is known of a workload that the export does not have', () => {
    expect(rules(sync, pod(['ReplicaSet', 'web-5d4f8c7b9', 'apps/v1']))).toEqual(['C5']);
    expect(rules(sync, replicaSet)).toEqual(['C5']);
  });

  test('a revision of a StatefulSet starts nothing', () => {
    const revision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'sts-1', namespace: NAMESPACE },
      revision: 1,
      data: { spec: { template: { $patch: 'replace', ...template } } },
    };
    expect(rules(sync, live(revision as unknown as Manifest))).toEqual([]);
  });
});

describe('a live Job', () => {
  const uid = '0b8f6f0a-3d5c-4c1e-9a77-5f0f6f0e2a11';
  const job = (id: string): Manifest => {
    const labels = { 'batch.kubernetes.io/controller-uid': id, 'controller-uid': id, 'job-name': 'migrate' };
    return live({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrate', namespace: NAMESPACE, labels },
      spec: {
        selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': id } },
        template: podTemplate({ restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] }, { labels }),
      },
      status: { succeeded: 1, uncountedTerminatedPods: {} },
    });
  };

  test('has the selector and the labels of its own id, and no other', () => {
    expect(rules(job(uid))).toEqual([]);
    expect(rules(job('6f1c2d7e-8a3b-4c5d-9e6f-000000000001'))).toEqual(['W1', 'W1']);
  });
});

test('a live generator, a token that Kubernetes filled in and a List are read without a word', () => {
  const token = secret(
    'infisical-login-token',
    { type: 'kubernetes.io/service-account-token', data: { token: 'eA==', 'ca.crt': 'eA==', namespace: 'eA==' } },
    { annotations: { 'kubernetes.io/service-account.name': 'infisical-login' } },
  );
  const items = [
    rewritten(pushSecret({ push: { generators }, resyncInterval: undefined })),
    live(clusterGenerator()),
    live(token),
  ];
  expect(InfisicalRules.check([{ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items }])).toEqual(
    [],
  );
});
