import type { Fields } from '../../../../lib/json/json';
import type { Manifest } from '../../../../lib/model/manifest';
import { infisicalSecret, managedSecret } from '../../../validation/manifests';
import { outcomesIn, RELOADING, readersIn, rotated, running, TOKEN } from './rotated';

const SYNC = infisicalSecret({});
const ENV = { env: [TOKEN] };
const VOLUME = { volumes: [{ name: 'keys', secret: { secretName: 'api-secrets' } }] };
const PROJECTED = { volumes: [{ name: 'keys', projected: { sources: [{ secret: { name: 'api-secrets' } }] } }] };
const MOUNT = { volumeMounts: [{ name: 'keys', mountPath: '/keys' }] };
const PART = { volumeMounts: [{ name: 'keys', mountPath: '/keys/token', subPath: 'TOKEN' }] };
const RELOADER = { 'reloader.stakater.com/auto': 'true' };

function only(...manifests: Manifest[]) {
  const [reader, ...others] = readersIn(rotated([SYNC, ...manifests]));
  expect(others).toEqual([]);
  return reader;
}

describe('a pod that has the key in a variable', () => {
  test('keeps the old value until somebody restarts it, by a command that can be copied', () => {
    expect(only(running(ENV))).toMatchObject({
      outcome: 'keeps',
      sentence: 'keeps the old value until it is restarted',
      restart: [
        'kubectl rollout restart deployment/web --namespace shop',
        'kubectl rollout status deployment/web --namespace shop',
      ],
    });
  });

  test.each(['Deployment', 'StatefulSet', 'DaemonSet'])('is restarted by the operator with auto-reload: %s', (kind) => {
    expect(only(running(ENV, { kind, annotations: RELOADING }))).toMatchObject({
      outcome: 'restarts',
      sentence: 'restarts by itself: the operator does that as soon as Secret shop/api-secrets has changed',
      restart: [],
    });
  });

  test.each<[string, Fields, string]>([
    [
      'its pods wait for who deletes them',
      { kind: 'StatefulSet', spec: { updateStrategy: { type: 'OnDelete' } } },
      'OnDelete',
    ],
    ['it is paused', { spec: { paused: true } }, 'paused'],
    [
      'its partition holds some of them',
      { kind: 'StatefulSet', spec: { updateStrategy: { rollingUpdate: { partition: 2 } } } },
      'below number 2',
    ],
  ])('keeps it in spite of auto-reload where %s', (_, how, why) => {
    const { outcome, sentence } = only(running(ENV, { ...how, annotations: RELOADING }));
    expect(outcome).toBe('keeps');
    expect(sentence).toMatch(/^keeps the old value: it asks to be restarted, but /);
    expect(sentence).toContain(why);
  });

  test('is given no command that would not start its pods anew', () => {
    const onDelete = running(ENV, { kind: 'DaemonSet', spec: { updateStrategy: { type: 'OnDelete' } } });
    expect(only(onDelete)).toMatchObject({ outcome: 'keeps', restart: [] });
    const { steps } = rotated([SYNC, onDelete]);
    expect(steps).toContainEqual(
      expect.objectContaining({
        what: 'restart who keeps the old value',
        why: 'no command is known here for DaemonSet shop/web',
      }),
    );
  });

  test('keeps it where auto-reload does not look there, and is told which rule says so', () => {
    const init = [{ name: 'setup', image: 'x', env: [TOKEN] }];
    const inInit = running({}, { annotations: RELOADING, pod: { initContainers: init } });
    expect(only(inInit).sentence).toBe(
      'keeps the old value until it is restarted: it asks for auto-reload, which does not look there (C8)',
    );
    const rollout = running(ENV, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', annotations: RELOADING });
    expect(only(rollout)).toMatchObject({
      outcome: 'keeps',
      sentence:
        'keeps the old value until it is restarted: it asks for auto-reload, which does not restart this kind (C7)',
      restart: [
        'kubectl argo rollouts restart web --namespace shop',
        'kubectl argo rollouts status web --namespace shop',
      ],
    });
  });

  test('keeps it where the name of the Secret is too long for the annotation of the operator', () => {
    const long = `${'secrets-'.repeat(6)}x`;
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: long, key: 'TOKEN' } } }];
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretName: long })] });
    const [reader] = readersIn(rotated([sync, running({ env }, { annotations: RELOADING })]));
    expect(reader.outcome).toBe('keeps');
    expect(reader.sentence).toMatch(/is too long \(M8\)$/);
  });

  test('may be restarted by Reloader or Wave, of which no manifest tells whether it is installed', () => {
    for (const annotations of [RELOADER, { 'wave.pusher.com/update-on-config-change': 'true' }]) {
      expect(only(running(ENV, { annotations }))).toMatchObject({
        outcome: 'restarts-if-installed',
        restart: [expect.stringContaining('rollout restart'), expect.stringContaining('rollout status')],
      });
    }
    const job = only(running(ENV, { apiVersion: 'batch/v1', kind: 'Job', annotations: RELOADER }));
    expect(job).toMatchObject({ outcome: 'restarts-if-installed', restart: [] });
    expect(job.sentence).toMatch(/that makes it anew, so that it runs once more/);
    const others = running(ENV, { annotations: { 'secret.reloader.stakater.com/reload': 'another' } });
    expect(only(others).outcome).toBe('keeps');
  });
});

test('Wave looks at three kinds, and not at their pods; Reloader at more', () => {
  const WAVE = { 'wave.pusher.com/update-on-config-change': 'true' };
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
  expect(only(running(ENV, { ...rollout, annotations: WAVE })).outcome).toBe('keeps');
  expect(only(running(ENV, { ...rollout, annotations: RELOADER }))).toMatchObject({
    outcome: 'restarts-if-installed',
    sentence: expect.stringMatching(/^restarts by itself where Reloader is installed, and told of Argo Rollouts/),
  });
  const ofPods = running(ENV) as unknown as { spec: { template: { metadata: Fields } } };
  ofPods.spec.template.metadata = { ...ofPods.spec.template.metadata, annotations: WAVE };
  expect(only(ofPods as unknown as Manifest).outcome).toBe('keeps');
});

describe('what starts pods anew is known by the kind', () => {
  test.each<[string, string, string, RegExp]>([
    ['batch/v1', 'Job', 'keeps-until-end', /^keeps the old value until it ends/],
    ['v1', 'ReplicationController', 'keeps', /until its pods are deleted/],
    ['apps/v1', 'ReplicaSet', 'keeps', /until its pods are deleted/],
    ['serving.example.com/v1', 'Server', 'keeps', /what makes a Server do so is not known here$/],
  ])('%s %s', (apiVersion, kind, outcome, sentence) => {
    const reader = only(running(ENV, { apiVersion, kind }));
    expect(reader).toMatchObject({ outcome, restart: [] });
    expect(reader.sentence).toMatch(sentence);
  });

  test('a CronJob has the new value in its next run', () => {
    const pod = { restartPolicy: 'Never', containers: [{ name: 'web', image: 'x', env: [TOKEN] }] };
    const cron = (spec: Fields) =>
      ({
        ...running({}, { apiVersion: 'batch/v1', kind: 'CronJob' }),
        spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: pod } } }, ...spec },
      }) as Manifest;
    expect(only(cron({}))).toMatchObject({ outcome: 'next-run', restart: [] });
    expect(only(cron({ suspend: true })).sentence).toContain('and is suspended');
  });

  test('a Pod that stands alone is made anew by nobody', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };
    const reader = only({ ...pod, spec: { containers: [{ name: 'web', image: 'x', env: [TOKEN] }] } } as Manifest);
    expect(reader).toMatchObject({ outcome: 'keeps', sentence: expect.stringContaining('no controller does that') });
  });
});

describe('a file of a volume', () => {
  test.each([
    ['a Secret', VOLUME],
    ['a projected one', PROJECTED],
  ])('is written anew by the kubelet: %s', (_, pod) => {
    const reader = only(running(MOUNT, { pod }));
    expect(reader).toMatchObject({ outcome: 'reads-again', row: { file: '/keys/TOKEN' } });
    expect(reader.restart).toHaveLength(2);
  });

  test('is not, where it is mounted by subPath', () => {
    for (const mount of [PART, { volumeMounts: [{ name: 'keys', mountPath: '/keys', subPathExpr: '$(POD)' }] }]) {
      expect(only(running(mount, { pod: VOLUME }))).toMatchObject({
        outcome: 'keeps',
        sentence: expect.stringContaining('a subPath, which Kubernetes never updates'),
      });
    }
  });

  test('is of no use to an init container that has ended, and is to a native sidecar', () => {
    const pod = (more: Fields) => ({ ...VOLUME, initContainers: [{ name: 'setup', image: 'x', ...MOUNT, ...more }] });
    expect(only(running({}, { pod: pod({}) }))).toMatchObject({
      outcome: 'keeps',
      sentence: expect.stringContaining('an init container reads its file when a pod starts'),
    });
    expect(only(running({}, { pod: pod({ restartPolicy: 'Always' }) })).outcome).toBe('reads-again');
  });

  test('of a Secret is a reason to restart, that of a projected volume is none', () => {
    expect(only(running(MOUNT, { pod: VOLUME, annotations: RELOADING })).outcome).toBe('restarts');
    expect(only(running(MOUNT, { pod: PROJECTED, annotations: RELOADING })).outcome).toBe('reads-again');
  });
});

test('what is pulled with the key needs no restart', () => {
  expect(only(running({}, { pod: { imagePullSecrets: [{ name: 'api-secrets' }] } }))).toMatchObject({
    outcome: 'next-use',
    restart: [],
  });
});

test('of what runs no pods nobody knows what it does with a new value', () => {
  const ref = { name: 'api-secrets', key: 'TOKEN' };
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'dns', namespace: 'shop' } };
  const reader = only({ ...issuer, spec: { acme: { apiTokenSecretRef: ref } } } as unknown as Manifest);
  expect(reader).toMatchObject({ outcome: 'unknown', row: { field: expect.stringContaining('apiTokenSecretRef') } });
});

test('whoever takes every key has this one by its own name', () => {
  const all = running({ envFrom: [{ prefix: 'APP_', secretRef: { name: 'api-secrets' } }] }, { name: 'all' });
  const rotation = rotated([SYNC, running(ENV), all]);
  expect(outcomesIn(rotation)).toEqual(['all: keeps', 'web: keeps']);
  expect(readersIn(rotation).map(({ row }) => row.variable)).toEqual(['APP_TOKEN', 'TOKEN']);
});

test('who takes another key of the Secret is restarted with it, and told apart', () => {
  const other = { name: 'OTHER', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'OTHER' } } };
  const beside = running({ env: [other] }, { name: 'beside', annotations: RELOADING });
  const quiet = running({ env: [other] }, { name: 'quiet' });
  const { places } = rotated([SYNC, running(ENV), beside, quiet]);
  expect(places.map(({ restartedToo }) => restartedToo.map(({ name }) => name))).toEqual([['beside']]);
});
