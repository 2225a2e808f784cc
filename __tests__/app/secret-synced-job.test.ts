import { Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  ArgoCd,
  ArgoCdHook,
  InfisicalAuth,
  SecretSyncedJob,
  type SecretSyncedJobProps,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesize } from '../synthesis';

const JOB: SecretSyncedJobProps = { image: 'shop:1.0', sync: SYNC, secretKeys: ['DATABASE_URL'] };
const objectsOf = (props: Partial<SecretSyncedJobProps> = {}) =>
  synthesize((chart) => new SecretSyncedJob(chart, 'migrate', { ...JOB, ...props }));
const jobOf = (props: Partial<SecretSyncedJobProps>): Manifest => objectsOf(props).find(({ kind }) => kind === 'Job');
const wavesOf = (objects: readonly Manifest[]) =>
  Object.fromEntries(
    objects.map(({ kind, metadata }) => [kind, metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 'none']),
  );
const shared = (props: Partial<SecretSyncedJobProps>) =>
  errorsOf((chart) => {
    const secret = new SyncedSecret(chart, 'secrets', SYNC);
    new SecretSyncedJob(chart, 'migrate', { image: 'shop:1.0', secret, secretKeys: ['DATABASE_URL'], ...props });
  });

test('the smallest Job writes nothing that was not asked for', () => {
  const { metadata, spec } = jobOf({});
  expect(metadata).toEqual({
    name: 'migrate',
    namespace: 'project',
    labels: { 'app.kubernetes.io/name': 'migrate' },
  });
  expect(Object.keys(spec)).toEqual(['template']);
  expect(spec.template.metadata).toEqual({ labels: { 'app.kubernetes.io/name': 'migrate' } });
  expect(spec.template.spec.restartPolicy).toBe('Never');
  expect(wavesOf(objectsOf())).toEqual({ InfisicalSecret: 'none', Job: 'none' });
});

test('pods of a Job that is taken over have no metadata that nobody asked for', () => {
  expect(jobOf({ takeOver: true }).spec.template).not.toHaveProperty('metadata');
  expect(jobOf({ takeOver: true, labels: { app: 'migrate' } }).spec.template.metadata).toEqual({
    labels: { app: 'migrate' },
  });
});

test('what runs is said in full', () => {
  expect(
    jobOf({
      restartPolicy: RestartPolicy.ON_FAILURE,
      backoffLimit: 0,
      activeDeadline: Duration.minutes(10),
      ttlAfterFinished: Duration.seconds(0),
      completions: 2,
      parallelism: 3,
      suspend: true,
    }).spec,
  ).toMatchObject({
    backoffLimit: 0,
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: 0,
    completions: 2,
    parallelism: 3,
    suspend: true,
    template: { spec: { restartPolicy: 'OnFailure' } },
  });
});

describe('a migration is one call', () => {
  test('a hook of the Sync phase, after its secret and before everything else', () => {
    const objects = objectsOf({ hook: ArgoCdHook.SYNC });
    expect(objects.find(({ kind }) => kind === 'Job').metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '-1',
    });
    expect(wavesOf(objects)).toEqual({ InfisicalSecret: '-2', Job: '-1' });
    expect(printedLines()).toEqual([]);
  });

  test('the login that is made for its secret comes before that', () => {
    const auth = InfisicalAuth.kubernetes({
      identityId: '6f1c2d7e-0000-4000-8000-000000000002',
      serviceAccount: { name: 'login', namespace: 'project' },
    });
    const sync = { ...SYNC, auth, generation: ApiGeneration.V1BETA1 };
    expect(wavesOf(objectsOf({ hook: ArgoCdHook.SYNC, sync }))).toEqual({
      InfisicalConnection: '-4',
      Secret: '-4',
      InfisicalAuth: '-3',
      InfisicalStaticSecret: '-2',
      Job: '-1',
    });
    expect(printedLines()).toEqual([]);
  });

  test.each([
    ['an earlier wave', { hook: ArgoCdHook.SYNC, syncWave: -5 }, '-6', '-5'],
    ['an ordinary Job', { syncWave: -1 }, '-2', '-1'],
    ['one of the last wave', { hook: ArgoCdHook.SYNC, syncWave: 0 }, 'none', '0'],
    ['one after the others', { hook: ArgoCdHook.POST_SYNC }, 'none', 'none'],
  ])('%s', (_, props, secret, job) => {
    expect(wavesOf(objectsOf(props))).toEqual({ InfisicalSecret: secret, Job: job });
  });

  test('a secret that comes earlier stays there', () => {
    const annotations = { 'argocd.argoproj.io/sync-wave': '-9' };
    expect(wavesOf(objectsOf({ hook: ArgoCdHook.SYNC, sync: { ...SYNC, annotations } }))).toEqual({
      InfisicalSecret: '-9',
      Job: '-1',
    });
  });

  test('ArgoCd.secretsFirst changes nothing of it, and does the same for a shared secret', () => {
    const objects = synthesize((chart) => {
      const secret = new SyncedSecret(chart, 'secrets', SYNC);
      new SecretSyncedJob(chart, 'migrate', { ...JOB, sync: undefined, secret, hook: ArgoCdHook.SYNC });
      new SecretSyncedJob(chart, 'index', { ...JOB, hook: ArgoCdHook.SYNC });
      ArgoCd.secretsFirst(chart);
    });
    expect(objects.map(({ metadata }) => metadata.annotations['argocd.argoproj.io/sync-wave'])).toEqual([
      ...['-2', '-1', '-2', '-1'],
    ]);
  });

  test('one that would wait for ever', () => {
    expect(errorsOf((chart) => new SecretSyncedJob(chart, 'migrate', { ...JOB, hook: ArgoCdHook.PRE_SYNC }))).toEqual([
      '[project/migrate/Job] the Job (PreSync, wave 0) waits for the managed Secret "project/migrate", which InfisicalSecret "migrate" only makes later (Sync, wave 0), so that the first sync never ends: make the Job a hook of the Sync phase, in a later wave than InfisicalSecret "migrate" (X16)',
    ]);
  });

  test('one before the secret that it shares', () => {
    expect(shared({ hook: ArgoCdHook.SYNC })).toEqual([
      '[project/migrate/Job] the Job (Sync, wave -1) waits for the managed Secret "project/secrets", which InfisicalSecret "secrets" only makes later (Sync, wave 0), so that the first sync never ends: give the Job at least wave 0, or InfisicalSecret "secrets" at most -1 (X16)',
    ]);
  });
});

test('Argo CD can make an ordinary Job anew, too', () => {
  const { annotations } = jobOf({
    recreate: true,
    metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
  }).metadata;
  expect(annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Force=true,Replace=true' });
});

describe('without types', () => {
  test.each([
    ['hook', 'presync', 'hook must be "PreSync" or "Sync" or "PostSync" or "SyncFail" or "PreDelete" or "PostDelete"'],
    ['syncWave', 1.5, 'syncWave must be a whole number from -2147483648 to 2147483647, found the number 1.5'],
    ['restartPolicy', 3, 'restartPolicy must be text, found the number 3, write "3"'],
    ['backoffLimit', -1, 'backoffLimit must be a whole number from 0 to 2147483647, found the number -1'],
    [
      'autoReload',
      true,
      'a Job has no autoReload: the operator restarts only Deployment, StatefulSet, DaemonSet; its next run has the new values',
    ],
  ])('%s: %p', (prop, value, message) => {
    const [line, ...others] = errorsOf((chart) => new SecretSyncedJob(chart, 'migrate', { ...JOB, [prop]: value }));
    expect(line).toContain(`[project/migrate] ${message}`);
    expect(others).toEqual([]);
  });

  test('a restart that no Job has', () => {
    const restartPolicy = RestartPolicy.ALWAYS;
    expect(errorsOf((chart) => new SecretSyncedJob(chart, 'migrate', { ...JOB, restartPolicy }))).toEqual([
      expect.stringContaining('restartPolicy'),
    ]);
  });
});
