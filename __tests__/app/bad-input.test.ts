import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { InfisicalHost, SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret } from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const errorsOfApp = (props: Partial<SecretSyncedAppProps>, id = 'api') =>
  errorsOf((chart) => new SecretSyncedApp(chart, id, { ...APP, ...props }));

describe('fails for environment variables that', () => {
  test.each<[string, Partial<SecretSyncedAppProps>, string]>([
    [
      'have no valid name',
      { secretKeys: { '1ST': 'TOKEN' } },
      'the name of the environment variable "1ST" must be letters, digits, "_", "-" and ".", and must not start with a digit: rename it, or, if your cluster has Kubernetes 1.32 or later, set kubernetes.version in cdk8s-infisical.yaml (C13)',
    ],
    [
      'have an empty name',
      { env: { '': 'x' } },
      'the name of the environment variable "" must be letters, digits, "_", "-" and ".", and must not start with a digit: rename it (C13)',
    ],
    ['are selected twice', { secretKeys: ['A', 'B', 'A'] }, 'secretKeys selects the key "A" twice: keep one (C4)'],
    [
      'come from a key and from env',
      { secretKeys: { URL: 'DATABASE_URL' }, env: { URL: 'x' } },
      `the variable "URL" is set by the secret key "DATABASE_URL" and by env: keep one, or rename it with secretKeys: { OTHER_NAME: '…' } (C4)`,
    ],
    [
      'come from env and from envVariables',
      { env: { MODE: 'x' }, envVariables: { MODE: EnvValue.fromValue('y') } },
      `the variable "MODE" is set by env and by envVariables: keep one, or rename it with secretKeys: { OTHER_NAME: '…' } (C4)`,
    ],
  ])('%s', (_, props, message) => {
    expect(errorsOfApp(props).filter((line) => line.includes('C4') || line.includes('C13'))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe('fails for a secret that', () => {
  test('is missing', () => {
    expect(errorsOfApp({ sync: undefined })).toEqual([
      '[project/api] give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found none (C14)',
    ]);
  });

  test('is given twice', () => {
    const build = (chart: Chart) => {
      const secret = new SyncedSecret(chart, 'shared', SYNC);
      new SecretSyncedApp(chart, 'api', { ...APP, secret, sync: SYNC });
    };
    expect(errorsOf(build)).toEqual([
      '[project/api] give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found secret and sync (C14)',
    ]);
  });

  test("stands in another namespace: the article's own mistake", () => {
    const build = (chart: Chart) => {
      const secret = new SyncedSecret(chart, 'infisicalsecret', {
        ...SYNC,
        namespace: 'project-name',
        secretName: 'managed-secret',
        secretNamespace: 'project-namespace',
      });
      new SecretSyncedApp(chart, 'project-api', { ...APP, sync: undefined, secret });
    };
    expect(errorsOf(build)).toEqual([
      '[project/project-api/Deployment] the workload runs in namespace "project" and cannot use the managed Secret "managed-secret" in "project-namespace": give both the same namespace (C1)',
    ]);
  });

  test('has more than 48 characters where auto-reload must name it in an annotation', () => {
    const sync = { ...SYNC, secretName: 'a'.repeat(49) };
    expect(errorsOfApp({ sync, autoReload: true })).toEqual([
      `[project/api/Secret] the name of the managed Secret "${'a'.repeat(49)}" has 49 characters, auto-reload allows 48 (the operator puts it into an annotation's name): shorten it (M8)`,
    ]);
    expect(() => errorsOfApp({ sync })).toThrow('expected the synthesis to fail');
    expect(() => errorsOfApp({ sync: { ...SYNC, secretName: 'a'.repeat(48) }, autoReload: true })).toThrow(
      'expected the synthesis to fail',
    );
  });
});

describe('fails for a name that', () => {
  test('has more than 63 characters, which labels, containers and Services do not allow', () => {
    const id = 'a'.repeat(64);
    expect(errorsOfApp({ port: 80 }, id)).toEqual([
      `[project/${id}] the name of the Service "${id}" has 64 characters, 63 are allowed (N1)`,
    ]);
  });

  test('a Service cannot have', () => {
    expect(errorsOfApp({ port: 80 }, '1st-api')).toEqual([
      '[project/1st-api] the name of the Service "1st-api" must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter: rename it, or, if your cluster has Kubernetes 1.36 or later, set kubernetes.version in cdk8s-infisical.yaml (N1)',
    ]);
  });
});

describe('fails for a selector that', () => {
  test('labels contradict', () => {
    expect(errorsOfApp({ selectorLabels: { app: 'api' }, labels: { app: 'orders' } })).toEqual([
      '[project/api] the label "app: orders" contradicts the selector, which has "api": drop it, or change selectorLabels (C16)',
    ]);
  });
});

test.each([null, undefined, 3, 'orders', []])('props that are %p are told as what they are', (props) => {
  const [first] = errorsOf((chart) => new SecretSyncedApp(chart, 'api', props as never));
  expect(first).toMatch(/^\[project\/api\] the props must be an object, found /);
});

describe('all mistakes of an app', () => {
  const everythingWrong = (chart: Chart) => {
    const secret = new SyncedSecret(chart, 'shared', {
      ...SYNC,
      host: InfisicalHost.selfHosted('https://example.com/api'),
      source: { environment: 'prod' },
      resyncInterval: Duration.seconds(1),
      secretNamespace: 'elsewhere',
    });
    new SecretSyncedApp(chart, 'api', { image: 'api', secret, secretKeys: ['A', 'A'] });
    new SecretSyncedApp(chart, 'Worker', { image: 'worker', secret, secretKeys: ['B'] });
  };

  test('come out in one error, each under the path of its construct', () => {
    expect(errorsOf(everythingWrong)).toMatchInlineSnapshot(`
[
  "[project/shared] the source has no project: set projectSlug or projectId (S1)",
  "[project/shared] the host "https://example.com/api" must be the base URL: write "https://example.com", "/api" is added where the operator needs it (H1)",
  "[project/shared] the interval "1s" is below the operator's minimum of 5s, which it would not use: write "5s" or more (T2)",
  "[project/api] secretKeys selects the key "A" twice: keep one (C4)",
  "[project/api/Deployment] the workload runs in namespace "project" and cannot use the managed Secret "shared" in "elsewhere": give both the same namespace (C1)",
  "[project/Worker] the name of the container "Worker" must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit (N3)",
  "[project/Worker/Deployment] the workload runs in namespace "project" and cannot use the managed Secret "shared" in "elsewhere": give both the same namespace (C1)",
]
`);
  });

  test('never produce a file', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-'));
    const app = new App({ outdir });
    everythingWrong(new Chart(app, 'project', { namespace: 'project' }));
    expect(() => app.synth()).toThrow('Validation failed');
    expect(readdirSync(outdir)).toEqual([]);
    rmSync(outdir, { recursive: true });
    expect(existsSync(outdir)).toBe(false);
  });

  test('are gone once they are mended', () => {
    const chart = new Chart(new App(), 'project', { namespace: 'project' });
    const { deployment } = new SecretSyncedApp(chart, 'api', APP);
    deployment.containers[0].env.addVariable('1ST', EnvValue.fromValue('x'));
    expect(() => chart.toJson()).toThrow('1ST');
    expect(() => chart.toJson()).toThrow('1ST');
    deployment.metadata.addLabel('team', 'not valid!');
    expect(() => chart.toJson()).toThrow('not valid!');
    deployment.metadata.addLabel('team', 'valid');
    expect(() => chart.toJson()).not.toThrow('not valid!');
  });
});
