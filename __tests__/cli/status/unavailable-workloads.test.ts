import type { Manifest } from '../../../lib/model/manifest';
import { CANARY, condition, declaredSecret, deployment, recorded, syncedSecret, waitingPod } from './cluster';
import { PROD, SYNCS, statusOf, WELL } from './status-of';

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

describe('the Jobs of a CronJob', () => {
  const template = (deployment('report').spec as ReturnType<typeof JSON.parse>).template;
  const report: Manifest = {
    ...{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report', namespace: 'shop' } },
    spec: { schedule: '@daily', suspend: true, jobTemplate: { spec: { template } } },
  };
  const [container] = template.spec.containers;
  container.envFrom = [{ secretRef: { name: 'mail' } }];
  const run = (name: string, type: 'Failed' | 'Complete', startTime: string): Manifest => ({
    ...{ apiVersion: 'batch/v1', kind: 'Job', spec: { template } },
    metadata: {
      ...{ name, namespace: 'shop' },
      ownerReferences: [{ kind: 'CronJob', name: 'report', controller: true }],
    } as Manifest['metadata'],
    status: { startTime, conditions: [{ ...condition(''), type, reason: 'BackoffLimitExceeded' }] },
  });
  const dist = { 'dist/prod/shop.k8s.yaml': [declaredSecret('mail'), report] };
  const statusWith = (...runs: Manifest[]) => statusOf([syncedSecret('mail'), report, ...runs], dist);

  test('are told where the last one failed', () => {
    const { text, code } = statusWith(
      run('report-1', 'Complete', '2030-01-01T12:00:00Z'),
      run('report-2', 'Failed', '2030-01-02T12:00:00Z'),
    );
    expect(text).toContain('unavailable Job shop/report-2\n    Failed is True (BackoffLimitExceeded).\n');
    expect(code).toBe(1);
  });

  test('that failed are past once a later one did not', () => {
    const runs = [
      run('report-1', 'Failed', '2030-01-01T12:00:00Z'),
      run('report-2', 'Complete', '2030-01-02T12:00:00Z'),
    ];
    expect(statusWith(...runs).code).toBe(0);
    expect(statusWith(...runs.reverse()).code).toBe(0);
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
