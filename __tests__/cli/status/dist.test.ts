import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { readDist } from '../../../cli/status/dist-folders';
import { readExports } from '../../../cli/status/read-exports';
import { statusReport } from '../../../cli/status/status-report';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { declaredSecret, deployment, recorded, syncedSecret } from './cluster';
import { PROD, SYNCS, statusOf, WELL } from './status-of';

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

  test('what is there for a while only is not missing', () => {
    const job = (name: string, annotations: Fields, spec: object = {}): Manifest => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'shop', annotations },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name, image: 'job:1' }] } }, ...spec },
    });
    const passing = [
      job('hook', { 'argocd.argoproj.io/hook': 'Sync' }),
      job('helm', { 'helm.sh/hook': 'pre-upgrade' }),
      job('ended', {}, { ttlSecondsAfterFinished: 0 }),
    ];
    const other = job('other', {});
    const dist = { 'dist/prod/shop.k8s.yaml': [...PROD['dist/prod/shop.k8s.yaml'], ...passing] };
    expect(statusOf([...WELL, other], dist)).toMatchObject({ code: 0 });
    const lost = { 'dist/prod/shop.k8s.yaml': [...dist['dist/prod/shop.k8s.yaml'], job('lost', {})] };
    const [{ differences }] = statusOf([...WELL, other], lost).report.groups;
    expect(differences.map(({ is, name }) => [is, name])).toEqual([['missing', 'lost']]);
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
