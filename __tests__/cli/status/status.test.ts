import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDist } from '../../../cli/status/dist-folders';
import { exitCodeOf } from '../../../cli/status/exit-code';
import { readExports } from '../../../cli/status/read-exports';
import { statusReport } from '../../../cli/status/status-report';
import { statusText } from '../../../cli/status/text';
import { noColours } from '../../../cli/terminal/colours';
import type { Manifest } from '../../../lib/model/manifest';
import { allBlocksOf } from '../../project/document-blocks';
import {
  CANARY,
  condition,
  declaredSecret,
  deployment,
  exportedSecret,
  recorded,
  syncedSecret,
  waitingPod,
} from './cluster';
import { PROD, statusOf, WELL } from './status-of';

const PROJECT = join(__dirname, '../../..');

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
  process.chdir(PROJECT);
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
