import { App, Chart } from 'cdk8s';
import { Deployment, Job, Namespace } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  ArgoCd,
  ArgoCdProtection,
  CreationPolicy,
  DynamicSecret,
  InfisicalServiceAccount,
  PushedSecret,
  SecretSyncedApp,
  SyncedSecret,
  SyncWave,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesize } from '../synthesis';

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';
const HOOK = 'argocd.argoproj.io/hook';

const annotated = (manifests: Manifest[], annotation: string) =>
  Object.fromEntries(manifests.map(({ kind, metadata }) => [kind, metadata.annotations?.[annotation]]));
const dynamicSecret = (chart: Chart, creationPolicy?: CreationPolicy) =>
  new DynamicSecret(chart, 'lease', {
    auth: SYNC.auth,
    location: { projectSlug: 'shop', environment: 'prod' },
    dynamicSecretName: 'postgres',
    creationPolicy,
  });
const migration = (chart: Chart, secret: SyncedSecret) => {
  const job = new Job(chart, 'migrate', { metadata: { name: 'migrate' }, containers: [{ image: 'api:1.0' }] });
  secret.injectInto(job, { secretKeys: ['DATABASE_URL'] });
  return job;
};

describe('ArgoCd.syncWave', () => {
  test('puts every object of a construct into the wave', () => {
    const manifests = synthesize((chart) =>
      ArgoCd.syncWave(new SecretSyncedApp(chart, 'api', { ...APP, port: 80 }), 3),
    );
    expect(annotated(manifests, WAVE)).toEqual({ InfisicalSecret: '3', Deployment: '3', Service: '3' });
  });

  test.each([1.5, Number.NaN, '1' as unknown as number])('refuses the wave %p', (wave) => {
    const chart = new Chart(new App(), 'shop');
    expect(() => ArgoCd.syncWave(chart, wave)).toThrow(
      `[shop] the sync wave "${wave}" is no whole number: write for example -1`,
    );
  });

  test('refuses a construct without an object', () => {
    expect(() => ArgoCd.syncWave(new Chart(new App(), 'shop'), 1)).toThrow(
      '[shop] there is no object yet: call this when all is declared',
    );
  });
});

describe('ArgoCd.secretsFirst', () => {
  const everything = (chart: Chart) => {
    new Namespace(chart, 'namespace', { metadata: { name: 'project' } });
    const login = new InfisicalServiceAccount(chart, 'login');
    const auth = login.auth({ identityId: '6f1c2d7e-0000-4000-8000-000000000001' });
    const secret = new SyncedSecret(chart, 'shop', { ...SYNC, auth, generation: ApiGeneration.V1BETA1 });
    dynamicSecret(chart);
    new SecretSyncedApp(chart, 'api', { image: 'api:1.0', secret, secretKeys: ['TOKEN'] });
    return migration(chart, secret);
  };

  test('orders by kind, so that nothing is applied before what it needs', () => {
    const manifests = synthesize((chart) => {
      ArgoCd.migration(everything(chart));
      ArgoCd.secretsFirst(chart);
    });
    expect(annotated(manifests, WAVE)).toEqual({
      Namespace: '-4',
      ServiceAccount: '-4',
      ClusterRoleBinding: '-4',
      Secret: '-4',
      InfisicalConnection: '-4',
      InfisicalAuth: '-3',
      InfisicalStaticSecret: '-2',
      InfisicalDynamicSecret: '-2',
      Job: '-1',
      Deployment: undefined,
    });
    expect(printedLines().filter((line) => /\(X\d+\)$/.test(line))).toEqual([]);
  });

  test('leaves alone what has a wave, or is a hook', () => {
    const manifests = synthesize((chart) => {
      ArgoCd.syncWave(new SyncedSecret(chart, 'first', SYNC), -9);
      const account = new InfisicalServiceAccount(chart, 'login', { tokenReviewer: false });
      account.serviceAccount.metadata.addAnnotation(HOOK, 'PreSync');
      ArgoCd.secretsFirst(chart);
    });
    expect(annotated(manifests, WAVE)).toEqual({ InfisicalSecret: '-9', ServiceAccount: undefined });
  });

  test('leaves a push among the workloads, as what it pushes may be made by one', () => {
    const manifests = synthesize((chart) => {
      const destination = { projectSlug: 'shop', environment: 'prod' };
      new PushedSecret(chart, 'push', { auth: SYNC.auth, destination, secret: { name: 'superuser' } });
      ArgoCd.secretsFirst(chart);
    });
    expect(annotated(manifests, WAVE)).toEqual({ InfisicalPushSecret: undefined });
  });
});

describe('ArgoCd.migration', () => {
  test('makes a Job a hook of the Sync phase between the Secrets and the workloads', () => {
    const manifests = synthesize((chart) => {
      ArgoCd.migration(migration(chart, new SyncedSecret(chart, 'shop', SYNC)));
      ArgoCd.secretsFirst(chart);
    });
    const job = manifests.find(({ kind }) => kind === 'Job');
    expect(job.metadata.annotations).toEqual({
      [HOOK]: 'Sync',
      [WAVE]: '-1',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    expect(annotated(manifests, WAVE)).toEqual({ InfisicalSecret: '-2', Job: '-1' });
  });

  test('in a wave of its own', () => {
    const manifests = synthesize((chart) =>
      ArgoCd.migration(migration(chart, new SyncedSecret(chart, 'shop', SYNC)), SyncWave.WORKLOAD + 1),
    );
    expect(annotated(manifests, WAVE).Job).toBe('1');
  });

  test('without earlier Secrets it would wait for ever, which is an error', () => {
    const lines = errorsOf((chart) => ArgoCd.migration(migration(chart, new SyncedSecret(chart, 'shop', SYNC))));
    expect(lines).toEqual([
      '[project/migrate] the Job (Sync, wave -1) waits for the managed Secret "project/shop", which InfisicalSecret "shop" only makes later (Sync, wave 0), so that the first sync never ends: give the Job at least wave 0, or InfisicalSecret "shop" at most -1 (X16)',
    ]);
  });

  test('and so would the usual PreSync hook', () => {
    const lines = errorsOf((chart) => {
      const job = migration(chart, new SyncedSecret(chart, 'shop', SYNC));
      job.metadata.addAnnotation(HOOK, 'PreSync');
      ArgoCd.secretsFirst(chart);
    });
    expect(lines).toEqual([
      '[project/migrate] the Job (PreSync, wave 0) waits for the managed Secret "project/shop", which InfisicalSecret "shop" only makes later (Sync, wave -2), so that the first sync never ends: make the Job a hook of the Sync phase, in a later wave than InfisicalSecret "shop" (X16)',
    ]);
  });

  test('refuses what is not one Job', () => {
    const chart = new Chart(new App(), 'shop');
    new Deployment(chart, 'api', { metadata: { name: 'api' }, containers: [{ image: 'api:1.0' }] });
    expect(() => ArgoCd.migration(chart)).toThrow('[shop] there are 0 Jobs and not one: give the construct of the Job');
  });
});

describe('protection', () => {
  const optionsOf = (act: (secret: SyncedSecret) => void) =>
    annotated(
      synthesize((chart) => act(new SyncedSecret(chart, 'shop', SYNC))),
      OPTIONS,
    ).InfisicalSecret;

  test('asks a person, or keeps', () => {
    expect(optionsOf((secret) => ArgoCd.protect(secret))).toBe('Prune=confirm,Delete=confirm');
    expect(optionsOf((secret) => ArgoCd.protect(secret, ArgoCdProtection.KEEP))).toBe('Prune=false,Delete=false');
  });

  test('adds to the options that are there, and replaces those of the same name', () => {
    const options = optionsOf((secret) => {
      ArgoCd.syncOptions(secret, 'SkipDryRunOnMissingResource=true', 'Prune=confirm');
      ArgoCd.protect(secret, ArgoCdProtection.KEEP);
    });
    expect(options).toBe('SkipDryRunOnMissingResource=true,Prune=false,Delete=false');
  });

  test('does not weaken what is kept: the annotations of an orphan', () => {
    const manifests = synthesize((chart) => ArgoCd.protect(dynamicSecret(chart, CreationPolicy.ORPHAN)));
    expect(annotated(manifests, OPTIONS)).toEqual({ InfisicalDynamicSecret: 'Prune=false,Delete=confirm' });
  });

  test('refuses what is no option', () => {
    expect(() => optionsOf((secret) => ArgoCd.syncOptions(secret, 'Prune'))).toThrow(
      '[project/shop] "Prune" is no sync option: write for example "Prune=false"',
    );
  });

  test('of a cluster-scoped or cdk8s-plus object', () => {
    const manifests = synthesize((chart) => ArgoCd.protect(new Namespace(chart, 'namespace')));
    expect(annotated(manifests, OPTIONS)).toEqual({ Namespace: 'Prune=confirm,Delete=confirm' });
  });
});

test('ArgoCd.ignoreHealth keeps an outage of Infisical out of the health of the application', () => {
  const manifests = synthesize((chart) => ArgoCd.ignoreHealth(new SyncedSecret(chart, 'shop', SYNC)));
  expect(annotated(manifests, 'argocd.argoproj.io/ignore-healthcheck')).toEqual({ InfisicalSecret: 'true' });
});
