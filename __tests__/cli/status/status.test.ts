import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { readDist } from '../../../cli/status/dist-folders';
import { exitCodeOf } from '../../../cli/status/exit-code';
import { statusJson } from '../../../cli/status/json';
import type { StatusOptions } from '../../../cli/status/options';
import { readExports } from '../../../cli/status/read-exports';
import { statusReport } from '../../../cli/status/status-report';
import { statusText } from '../../../cli/status/text';
import { noColours } from '../../../cli/terminal/colours';
import type { Manifest } from '../../../lib/model/manifest';
import { allBlocksOf } from '../../project/document-blocks';
import {
  asExport,
  CANARY,
  condition,
  declaredSecret,
  deployment,
  exportedSecret,
  recorded,
  syncedSecret,
  waitingPod,
} from './cluster';

let folder: string;
const before = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'status-'));
  process.chdir(folder);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

type Dist = Readonly<Record<string, readonly Manifest[]>>;

/** What is said of a cluster, beside what is in dist. */
function statusOf(live: readonly Manifest[], dist: Dist = {}, options: StatusOptions = {}) {
  writeFileSync('export.json', asExport(live));
  for (const [file, objects] of Object.entries(dist)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, objects.map((one) => `---\n${stringify(one)}`).join(''));
  }
  const report = statusReport(readExports(['export.json'], options), readDist(options));
  return { report, text: statusText(report, noColours), json: statusJson(report), code: exitCodeOf(report) };
}

const SYNCS = ['mail', 'orders', 'search'];
const PROD = { 'dist/prod/shop.k8s.yaml': [...SYNCS.map((name) => declaredSecret(name)), deployment('orders')] };
const WELL = [...SYNCS.map((name) => syncedSecret(name)), deployment('orders')];

test('what is well takes a line for each environment, and one for each kind', () => {
  const { text, code } = statusOf(WELL, PROD);
  expect(text).toBe(`prod: 3 ok, all as in dist/prod

ok InfisicalSecret shop/mail, shop/orders, shop/search

An InfisicalSecret does not say when it last ran: ok is what its last run said.
`);
  expect(code).toBe(0);
});

test('kept quiet, only what is wrong is told', () => {
  const failed = recorded('infisical-secret/credentials-wrong', 'orders');
  const others = WELL.filter(({ metadata }) => metadata.name !== 'orders');
  const { report } = statusOf([...others, failed], PROD);
  expect(statusText(report, noColours, true)).toMatch(/^failed InfisicalSecret shop\/orders\n/);
  expect(statusText(statusOf(WELL, PROD).report, noColours, true)).toBe('');
});

test('objects as operators left them in clusters are judged right', () => {
  const live = join(__dirname, 'fixtures', 'live.yaml');
  const { groups } = statusReport(readExports([live], {}), readDist({ dist: false }));
  const [{ rows }] = groups;
  expect(rows.map(({ name, health }) => [name, health.state, health.cause?.id])).toEqual([
    ['invoices', 'failed', 'key-missing'],
    ['ledger', 'failed', 'certificate-refused'],
    ['payments', 'failed', 'namespace-missing'],
    ['refunds', 'failed', 'template-fails'],
    ['database', 'ok', undefined],
    ['backup', 'ok', undefined],
    ['orders', 'ok', undefined],
  ]);
  expect(rows.flatMap(({ health }) => health.lastSuccess ?? [])).toEqual(['17 min']);
});

const SHOWN: readonly Manifest[] = [
  syncedSecret('mail'),
  recorded('infisical-secret/credentials-wrong', 'orders'),
  recorded('infisical-static-secret/synced', 'search'),
  deployment('orders', { image: 'registry.example/orders:1.4.1' }),
  waitingPod('orders', "couldn't find key STRIPE_KEY in Secret shop/orders", 1),
  waitingPod('orders', "couldn't find key STRIPE_KEY in Secret shop/orders", 2),
  exportedSecret('orders'),
];

test('docs/status.md shows what is said', () => {
  const declared = recorded('infisical-secret/credentials-wrong', 'orders');
  const dist = {
    'dist/prod/shop.k8s.yaml': [
      declaredSecret('mail'),
      { ...declared, status: undefined },
      recorded('infisical-static-secret/synced', 'search'),
      deployment('orders'),
    ],
  };
  const { text, code } = statusOf(SHOWN, dist, { now: Date.parse('2026-11-25T23:05:00Z') });
  process.chdir(before);
  const shown = allBlocksOf('docs/status.md').filter(({ language }) => language === 'text');
  expect(shown[0]?.text.trimEnd()).toBe(text.trimEnd());
  expect(code).toBe(1);
});

test('no value comes out, whatever stands in the export', () => {
  const quoting = ['infisical-secret', 'infisical-static-secret', 'infisical-push-secret'].map((kind) =>
    recorded(`${kind}/template-quotes-a-value`, kind),
  );
  const deployed = deployment('orders');
  const changed = { ...deployed, data: { KEY: CANARY } };
  const env = (deployed.spec as ReturnType<typeof JSON.parse>).template.spec.containers[0];
  env.env[0].value = `other-${CANARY}`;
  env.args = [`--token=${CANARY}`];
  const unknown = {
    ...syncedSecret('odd'),
    status: { conditions: [condition('ReadyToSyncSecrets', 'False', `odd: ${CANARY}`)] },
  };
  const { text, json } = statusOf([...quoting, changed, unknown, exportedSecret('orders')], PROD);
  expect(text).toContain('differs Deployment shop/orders');
  for (const said of [text, json]) expect(said).not.toContain(CANARY);
});

test('a message that nobody knows is failed, and shown without what may be a value', () => {
  const odd = syncedSecret('odd');
  const status = {
    conditions: [condition('ReadyToSyncSecrets', 'False', 'failed to frobnicate hunter2 in namespace shop')],
  };
  expect(statusOf([{ ...odd, status }])).toMatchObject({
    code: 1,
    text: expect.stringContaining('The operator says what is not known: failed to … in namespace shop\n'),
  });
});

test('names of others are obeyed by no terminal', () => {
  const { text } = statusOf([{ ...syncedSecret('odd'), metadata: { name: '\u001b[31mred', namespace: '::error::a' } }]);
  expect(text).not.toContain('\u001b');
});

test('hundreds that fail alike are one block', () => {
  const many = Array.from({ length: 300 }, (_, i) => recorded('infisical-secret/credentials-wrong', `app-${i}`));
  const { text } = statusOf(many);
  expect(text).toMatch(/^failed InfisicalSecret shop\/app-0, shop\/app-1, shop\/app-10 and 297 more$/m);
  expect(text.split('\n').length).toBeLessThan(12);
});

describe('dist', () => {
  test('what is missing, differs, or nobody declares', () => {
    const live = [
      syncedSecret('mail', { path: '/else' }),
      syncedSecret('orders'),
      syncedSecret('old'),
      deployment('orders', { replicas: 3 }),
    ];
    const { report, code } = statusOf(live, PROD);
    expect(report.groups[0].differences.map(({ is, kind, name, fields }) => [is, kind, name, ...fields])).toEqual([
      [
        'different',
        'InfisicalSecret',
        'mail',
        'spec.authentication.universalAuth.secretsScope.secretsPath: dist has /, the cluster /else',
      ],
      ['missing', 'InfisicalSecret', 'search'],
      ['different', 'Deployment', 'orders', 'spec.replicas: dist has 6, the cluster 3'],
      ['only there', 'InfisicalSecret', 'old'],
    ]);
    expect(code).toBe(1);
  });

  test('what API servers, controllers and the operator add is no difference', () => {
    const live = deployment('orders');
    const spec = live.spec as ReturnType<typeof JSON.parse>;
    Object.assign(spec, { revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    Object.assign(spec.template.spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', nodeName: 'a' });
    Object.assign(spec.template.spec.containers[0], { imagePullPolicy: 'IfNotPresent', resources: {} });
    Object.assign(live.metadata, {
      ...{ uid: '1', resourceVersion: '2', generation: 3 },
      annotations: { 'deployment.kubernetes.io/revision': '4', 'secrets.infisical.com/managed-secret.orders': 'v' },
      labels: { 'app.kubernetes.io/instance': 'shop' },
    });
    expect(statusOf([...SYNCS.map((name) => syncedSecret(name)), live], PROD)).toMatchObject({ code: 0 });
  });

  test('of two environments with the same names, the one runs there whose folders its syncs read', () => {
    const staging = SYNCS.map((name) => declaredSecret(name, { env: 'staging' }));
    const both = { ...PROD, 'dist/staging/shop.k8s.yaml': [...staging, deployment('orders')] };
    expect(statusOf(WELL, both)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^prod: 3 ok, all as in dist\/prod\n/),
    });
  });

  test('of two that are alike nothing is compared, which is said', () => {
    const both = { ...PROD, 'dist/staging/shop.k8s.yaml': PROD['dist/prod/shop.k8s.yaml'] };
    const { text, report } = statusOf(WELL, both);
    expect(report.groups.map(({ differences }) => differences)).toEqual([[]]);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'dist/prod and dist/staging have the same objects, and nothing is compared',
    );
    expect(statusOf(WELL, both, { dist: 'dist/staging' }).text).toMatch(/^staging: 3 ok, all as in dist\/staging/);
    expect(statusOf(WELL, both, { dist: false }).text).toMatch(/^namespace shop: 3 ok\n/);
  });

  test('a kind of which nothing was given is not known to be missing', () => {
    const { report, code } = statusOf(WELL.slice(0, 3), PROD);
    expect(report.groups[0].differences.map(({ is, kind }) => [is, kind])).toEqual([['not given', 'Deployment']]);
    expect(code).toBe(0);
  });

  test('what names no namespace in dist is not compared, which is said', () => {
    const { metadata, ...bare } = deployment('orders');
    const dist = {
      'dist/prod/shop.k8s.yaml': [declaredSecret('mail'), { ...bare, metadata: { name: metadata.name } }],
    };
    const { text, code } = statusOf([syncedSecret('mail'), deployment('orders')], dist);
    expect(text).toMatch(/^prod: 1 ok\n/);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'dist/prod also has Deployment (1): nothing of it was given, or it names',
    );
    expect(code).toBe(0);
    expect(statusOf([syncedSecret('mail'), deployment('orders')], dist, { namespace: 'shop' }).text).toMatch(
      /^prod: 1 ok, all as in dist\/prod\n/,
    );
  });

  test('of one object that stands alone, nobody knows what else is there', () => {
    for (const [file, content] of [
      ['one.json', JSON.stringify(syncedSecret('mail'))],
      ['one.yaml', stringify(syncedSecret('mail'))],
    ]) {
      statusOf(WELL, PROD);
      writeFileSync(file, content);
      const [{ differences }] = statusReport(readExports([file], {}), readDist({})).groups;
      expect(differences.map(({ is, name }) => [is, name])).toEqual([
        ['not known', 'orders'],
        ['not known', 'search'],
        ['not given', 'orders'],
      ]);
    }
  });

  test('a sync of which nothing was given is not known', () => {
    const beside = recorded('infisical-auth/logged-in', 'login');
    expect(statusOf([beside, deployment('orders')], PROD).code).toBe(2);
  });
});

describe('what could not be read', () => {
  test('is not known', () => {
    writeFileSync('broken.json', '{"apiVersion": "v1"');
    const report = statusReport(readExports(['broken.json'], {}), readDist({}));
    expect(exitCodeOf(report)).toBe(2);
    expect(statusText(report, noColours)).toContain('? not known: broken.json:2:1 is unread');
  });

  test.each<[string, object]>([
    ['no metadata', {}],
    ['metadata that is null', { metadata: null }],
    ['metadata that is a text', { metadata: 'orders' }],
    ['a name that is a number', { metadata: { name: 5 } }],
    ['a namespace that is a list', { metadata: { name: 'a', namespace: ['b'] } }],
  ])('nor is an object with %s', (_, own) => {
    const { metadata, ...odd } = syncedSecret('odd');
    const { code, text } = statusOf([...WELL, { ...odd, ...own } as Manifest], PROD);
    expect(metadata.name).toBe('odd');
    expect(code).toBe(2);
    expect(text).toContain('export.json is unread in part');
  });

  test('nor is a kind that only a newer operator has', () => {
    const newer = { ...syncedSecret('newer'), kind: 'InfisicalSidecar' as Manifest['kind'] };
    expect(statusOf([...WELL, newer], PROD)).toMatchObject({
      code: 2,
      text: expect.stringContaining('not known InfisicalSidecar shop/newer'),
    });
  });

  test('and a good object hides no bad one of its name, of another cluster', () => {
    const { code, text } = statusOf([recorded('infisical-secret/credentials-wrong', 'mail'), ...WELL], PROD);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('InfisicalSecret shop/mail stands there more than once');
    expect(text).toContain('failed InfisicalSecret shop/mail');
    expect(code).toBe(2);
    expect(statusOf([...WELL, ...WELL], PROD).code).toBe(0);
  });

  test('and a cluster without any sync is no good one', () => {
    expect(statusOf([deployment('orders')])).toMatchObject({
      code: 2,
      text: expect.stringContaining('no resource of the'),
    });
  });
});

test('an InfisicalSecret whose Secret is gone or has no key is failed, where the names of all Secrets are known', () => {
  const state = {
    ...{
      from: 'the context a',
      manifests: [syncedSecret('mail'), syncedSecret('orders'), syncedSecret('bare')],
      notKnown: [],
      notes: [],
    },
    secrets: { names: new Set(['shop/orders', 'shop/bare']), empty: new Set(['shop/bare']), isKnown: () => true },
    isWhole: () => true,
  };
  const text = statusText(statusReport(state, { folders: [], notKnown: [], isNamed: false }), noColours);
  expect(text).toContain('failed InfisicalSecret shop/mail\n    The managed Secret shop/mail does not exist');
  expect(text).toContain('failed InfisicalSecret shop/bare\n    The managed Secret shop/bare has no key');
  expect(text).toContain('ok InfisicalSecret shop/orders\n');
});

test.each([
  ["couldn't find key A in Secret shop/orders", 'the key "A" is not in the Secret "orders".'],
  ['secret "orders" not found', 'the Secret "orders" does not exist.'],
  ['configmap "orders" not found', 'the ConfigMap "orders" does not exist.'],
  [CANARY, 'a container cannot be configured: kubectl describe says why.'],
])('a pod that says %j', (message, words) => {
  expect(statusOf([syncedSecret('mail'), waitingPod('orders', message)]).text.replaceAll(/\s+/g, ' ')).toContain(
    `waiting Deployment shop/orders 1 pod does not start: ${words}`,
  );
});

test('no line is longer than a terminal is wide', () => {
  const names = ['infisical-static-secret/workload-cannot-be-restarted', 'infisical-auth/connection-not-ready'];
  const { text } = statusOf([...SHOWN, ...names.map((name, i) => recorded(name, `a-${i}`))], PROD);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('takes time linear in the number of syncs', () => {
  const time = (count: number) => {
    const live = Array.from({ length: count }, (_, i) => syncedSecret(`app-${i}`));
    const dist = { 'dist/prod/a.k8s.yaml': Array.from({ length: count }, (_, i) => declaredSecret(`app-${i}`)) };
    writeFileSync('export.json', asExport(live));
    mkdirSync('dist/prod', { recursive: true });
    writeFileSync('dist/prod/a.k8s.yaml', dist['dist/prod/a.k8s.yaml'].map((one) => `---\n${stringify(one)}`).join(''));
    const [state, read] = [readExports(['export.json'], {}), readDist({})];
    const start = performance.now();
    statusText(statusReport(state, read), noColours);
    return performance.now() - start;
  };
  time(50);
  expect(time(400)).toBeLessThan(Math.max(300, time(100) * 12));
});

test('JSON has the same for programs', () => {
  const { json } = statusOf(SHOWN);
  const { groups, isWell } = JSON.parse(json);
  expect(isWell).toBe(false);
  expect(groups[0].resources[0]).toEqual({
    ...{ kind: 'InfisicalSecret', namespace: 'shop', name: 'orders', state: 'failed' },
    words: 'The login to Infisical failed',
    ...{ cause: 'login-refused', because: 'Infisical refuses the login', rule: 'A9' },
    next: expect.stringContaining('see that the credentials'),
    condition: { type: 'secrets.infisical.com/LoadedInfisicalToken', status: 'False', since: '2026-11-25T20:29:41Z' },
  });
  expect(readFileSync('export.json', 'utf8')).toContain('data');
});

describe('a workload that is not available', () => {
  const down = (name: string): Manifest => ({
    ...deployment(name),
    status: {
      conditions: [
        { ...condition('', 'False'), type: 'Available', reason: 'MinimumReplicasUnavailable', message: CANARY },
        { ...condition('', 'False'), type: 'Progressing', reason: 'ProgressDeadlineExceeded', message: CANARY },
      ],
    },
  });
  const pulling = (name: string) => waitingPod(name, CANARY, 1, 'ImagePullBackOff');

  test('is wrong, by what its conditions and its pods give as the reason', () => {
    const live = [...SYNCS.map((name) => syncedSecret(name)), down('orders'), pulling('orders')];
    const { text, code, json } = statusOf(live, PROD);
    expect(text).toContain(`prod: 3 ok, 1 workload unavailable, all as in dist/prod

unavailable Deployment shop/orders
    1 pod: ImagePullBackOff; Available is False (MinimumReplicasUnavailable);
    Progressing is False (ProgressDeadlineExceeded).
    next: kubectl describe deployment orders --namespace shop
`);
    expect(code).toBe(1);
    for (const said of [text, json]) expect(said).not.toContain(CANARY);
  });

  test('is told by its pods alone', () => {
    expect(statusOf([...WELL, pulling('orders')], PROD)).toMatchObject({
      code: 1,
      text: expect.stringContaining('unavailable Deployment shop/orders\n    1 pod: ImagePullBackOff.\n'),
    });
  });

  test('is nobody else of the cluster', () => {
    expect(statusOf([...WELL, down('stranger'), pulling('stranger')], PROD).code).toBe(0);
  });

  test('but whoever uses a managed Secret, though dist does not have it', () => {
    const user = down('user');
    const [container] = (user.spec as ReturnType<typeof JSON.parse>).template.spec.containers;
    container.envFrom = [{ secretRef: { name: 'mail' } }];
    expect(statusOf([...WELL, user], PROD)).toMatchObject({
      code: 1,
      text: expect.stringContaining('unavailable Deployment shop/user'),
    });
  });

  test('has no command to copy where its name is none', () => {
    const odd = down('orders; reboot');
    const dist = { 'dist/prod/shop.k8s.yaml': [declaredSecret('mail'), deployment('orders; reboot')] };
    expect(statusOf([syncedSecret('mail'), odd], dist).text).toContain('    next: kubectl describe says more\n');
  });

  test.each<[string, object, object, string]>([
    ['StatefulSet', { replicas: 3 }, { replicas: 3, readyReplicas: 1 }, '1 of 3 pods ready'],
    ['DaemonSet', {}, { desiredNumberScheduled: 2, numberReady: 1 }, '1 of 2 pods ready'],
  ])('a %s is by its pods', (kind, spec, status, words) => {
    const { replicas, ...usual } = deployment('orders').spec as Record<string, unknown>;
    const declared = { ...deployment('orders'), kind: kind as Manifest['kind'], spec: { ...usual, ...spec } };
    expect(replicas).toBe(6);
    const dist = { 'dist/prod/shop.k8s.yaml': [declaredSecret('mail'), declared] };
    const { text, code } = statusOf([syncedSecret('mail'), { ...declared, status }], dist);
    expect(text).toContain(words);
    expect(code).toBe(1);
  });
});

test('a pod that waits for the Secret of a failed sync is sent to that one', () => {
  const message = 'Error: secret "managed-secret" not found';
  const failed = recorded('infisical-secret/credentials-wrong', 'orders');
  const [reference] = (failed.spec as ReturnType<typeof JSON.parse>).managedKubeSecretReferences ?? [];
  Object.assign(reference, { secretName: 'managed-secret', secretNamespace: 'shop' });
  const { text } = statusOf([failed, waitingPod('orders', message)]);
  expect(text).toContain('next: InfisicalSecret shop/orders (failed) writes that Secret');
  expect(text).not.toContain('explain C2');
  expect(statusOf([syncedSecret('mail'), waitingPod('orders', message)]).text.replaceAll(/\s+/g, ' ')).toContain(
    'next: see that what writes Secret shop/managed-secret is applied',
  );
});

test('a pod of a ReplicaSet without a hash is of the workload that the ReplicaSet names', () => {
  const pod = waitingPod('orders', 'secret "orders" not found');
  const { labels, ...metadata } = pod.metadata;
  const set = {
    ...{ apiVersion: 'apps/v1', kind: 'ReplicaSet' },
    metadata: {
      ...{ name: 'orders-5d8f9c7b6', namespace: 'shop' },
      ownerReferences: [{ kind: 'Deployment', name: 'orders', controller: true }],
    },
  } as Manifest;
  expect(labels).toBeDefined();
  const live = [syncedSecret('mail'), { ...pod, metadata }];
  expect(statusOf(live).text).toContain('waiting ReplicaSet shop/orders-5d8f9c7b6');
  expect(statusOf([...live, set]).text).toContain('waiting Deployment shop/orders\n');
});

describe('how often a sync asks', () => {
  const asking = (manifest: Manifest, timing: object) => ({
    ...manifest,
    spec: { ...(manifest.spec as object), ...timing },
  });
  const differing = (declared: object, live: object) => {
    const dist = { 'dist/prod/a.k8s.yaml': [asking(declaredSecret('mail'), declared)] };
    const { report, text, code } = statusOf([asking(syncedSecret('mail'), live)], dist);
    return { fields: report.groups[0].differences.flatMap((one) => one.fields), text, code };
  };

  test.each<[object, object]>([
    [{}, { resyncInterval: 60 }],
    [{ syncConfig: { instantUpdates: true } }, { syncConfig: { instantUpdates: true, resyncInterval: '60s' } }],
    [{ syncConfig: { resyncInterval: '2m' } }, { syncConfig: { resyncInterval: '2m' }, resyncInterval: 60 }],
  ])('is the same in %j and %j, the default of a CRD', (declared, live) => {
    expect(differing(declared, live)).toMatchObject({ fields: [], code: 0 });
  });

  test.each<[object, object, string]>([
    [{}, { resyncInterval: 300 }, 'spec.resyncInterval: dist has nothing, the cluster 300'],
    [{ resyncInterval: 10 }, {}, 'spec.resyncInterval: dist has 10, the cluster nothing'],
    [
      { syncConfig: { resyncInterval: '1m' } },
      { resyncInterval: 300 },
      'spec.resyncInterval: dist has 1m, the cluster 300 (in dist it is spec.syncConfig.resyncInterval)',
    ],
  ])('is told of %j and %j as they have it', (declared, live, told) => {
    const { fields, text, code } = differing(declared, live);
    expect([fields, code]).toEqual([[told], 1]);
    expect(text).toContain('    next: apply dist/prod (Argo CD: sync), or change the program and synth\n');
  });
});

test('of one namespace, nothing of another is told', () => {
  const other = recorded('infisical-secret/credentials-wrong', 'orders', 'other');
  const dist = { ...PROD, 'dist/prod/other.k8s.yaml': [declaredSecret('absent', { namespace: 'other' })] };
  expect(statusOf([...WELL, other], dist, { namespace: 'shop' })).toMatchObject({
    code: 0,
    text: expect.not.stringContaining('other'),
  });
  expect(statusOf([...WELL, other], PROD, { namespace: 'nowhere' })).toMatchObject({
    code: 2,
    text: 'no resource of the Infisical operator is in export.json, namespace nowhere\n',
  });
});

test.each(['', 'NAME   READY\norders   1/1\n'])('what has no object (%j) is told how to get it', (content) => {
  writeFileSync('export.json', content);
  const text = statusText(statusReport(readExports(['export.json'], {}), readDist({})), noColours);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('kubectl get must have -o json');
});

test('a sync that dist does not have stands there once', () => {
  const { text } = statusOf([...WELL, syncedSecret('old')], PROD);
  expect(text.match(/shop\/old/g)).toEqual(['shop/old']);
  expect(text.replaceAll(/\s+/g, ' ')).toContain("It may be somebody else's.");
});
