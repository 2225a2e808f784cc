import { ApiObject, App, Chart, Cron, JsonPatch } from 'cdk8s';
import { CronJob, Deployment } from 'cdk8s-plus-28';
import {
  BackingService,
  InfisicalProject,
  LocalStack,
  SecretKey,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { CHECKED } from '../local/stack-of-a-project';
import { errorsOf, synthesize } from '../synthesis';

const RPS = SecretKey.of('RATELIMIT_RPS').integer({ min: 1 });
const untyped = (value: unknown) => value as never;
const app = (props: Partial<SecretSyncedAppProps>) => (chart: Chart) =>
  new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: ['TOKEN', RPS], ...props });

describe('a text that a laptop has in the place of a typed key', () => {
  test('is what the key holds', () => {
    expect(errorsOf(app({ local: { env: { RATELIMIT_RPS: 'many-canary' } } }))).toEqual([
      '[project/api] local.env gives "RATELIMIT_RPS" a text that is not a whole number from 1 on: correct it (L11)',
    ]);
    synthesize(app({ local: { env: { RATELIMIT_RPS: '20', OTHER: 'many' } } }));
  });

  test('is that also in other containers of the pod', () => {
    const containers = [{ name: 'worker', image: 'w:1', secretKeys: { RPS } }];
    expect(errorsOf(app({ containers, local: { containers: { worker: { env: { RPS: '0' } } } } }))).toEqual([
      '[project/api] local.containers["worker"].env gives "RPS" a text that is not a whole number from 1 on: correct it (L11)',
    ]);
  });

  test('that has another variable in it is not known', () => {
    synthesize(app({ local: { env: { RATELIMIT_RPS: '$(OTHER)' } } }));
    expect(errorsOf(app({ local: { env: { RATELIMIT_RPS: '$$5' } } }))).toHaveLength(1);
  });
});

describe('a text that stands in the finished pod in its place', () => {
  const patched = (value: string) => (chart: Chart) => {
    const { deployment } = app({})(chart);
    const variable = '/spec/template/spec/containers/0/env/1';
    ApiObject.of(deployment).addJsonPatch(JsonPatch.replace(variable, { name: 'RATELIMIT_RPS', value }));
  };

  test('is what the key holds', () => {
    expect(errorsOf(patched('many-canary'))).toEqual([
      '[project/api/Deployment] the variable "RATELIMIT_RPS" has a text that is not a whole number from 1 on: correct it (C24)',
    ]);
    synthesize(patched('20'));
  });
});

describe('what a key holds is said once', () => {
  const secretKeys = [SecretKey.of('RATELIMIT_RPS').port()];
  const shared = (other: Partial<SecretSyncedAppProps>) => (chart: Chart) => {
    const secret = new SyncedSecret(chart, 'secrets', SYNC);
    const props = { image: 'a:1', secret };
    new SecretSyncedApp(chart, 'api', { ...props, secretKeys: [RPS] });
    new SecretSyncedApp(chart, 'web', {
      ...props,
      secretKeys: { PORT: SecretKey.of('RATELIMIT_RPS').port() },
      ...other,
    });
  };

  test('by two applications alike', () => {
    expect(errorsOf(shared({}))).toEqual([
      '[project/web/Deployment] the key "RATELIMIT_RPS" is said to hold a port from 1 to 65535, and by Deployment "api" a whole number from 1 on: say it once, in a constant that both use (K12)',
    ]);
    synthesize(shared({ secretKeys: ['RATELIMIT_RPS'] }));
    synthesize(shared({ secretKeys: [SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })] }));
  });

  test('by secrets of their own that read one folder', () => {
    const own = (path: string) => (chart: Chart) => {
      app({ secretKeys: [RPS] })(chart);
      const sync = { ...SYNC, source: { ...SYNC.source, path } };
      new SecretSyncedApp(chart, 'web', { image: 'w:1', sync, secretKeys });
    };
    expect(errorsOf(own('/'))).toEqual([expect.stringContaining('(K12)')]);
    // A key of another folder is another key.
    synthesize(own('/web'));
  });

  test('also to workloads of cdk8s-plus and objects', () => {
    const injected = (chart: Chart) => {
      const secret = new SyncedSecret(chart, 'secrets', SYNC);
      const worker = new Deployment(chart, 'worker', { metadata: { name: 'worker' }, containers: [{ image: 'w:1' }] });
      const containers = [{ name: 'job', image: 'j:1' }];
      const job = new ApiObject(chart, 'job', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'job' },
        spec: { template: { spec: { restartPolicy: 'Never', containers } } },
      });
      secret.injectInto(worker, { secretKeys: [RPS] });
      secret.injectInto(job, { secretKeys, containers: ['job'] });
    };
    expect(errorsOf(injected).filter((line) => line.includes('K12'))).toEqual([
      '[project/job] the key "RATELIMIT_RPS" is said to hold a port from 1 to 65535, and by Deployment "worker" a whole number from 1 on: say it once, in a constant that both use (K12)',
    ]);
  });
});

describe('a container that gets keys by itself', () => {
  const given = (limit: SecretKey) => (chart: Chart) => {
    const secret = new SyncedSecret(chart, 'secrets', SYNC);
    new SecretSyncedApp(chart, 'api', { image: 'a:1', secret, secretKeys: [RPS] });
    const job = new CronJob(chart, 'job', { schedule: Cron.daily(), metadata: { name: 'job' } });
    const sidecar = job.addInitContainer({ name: 'first', image: 'j:1' });
    job.addContainer({ image: 'j:1', name: 'main' });
    secret.injectIntoContainer(sidecar, { secretKeys: { LIMIT: limit } });
  };

  test('tells what they hold', () => {
    synthesize(given(SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })));
    const errors = errorsOf(given(SecretKey.of('RATELIMIT_RPS').port()));
    expect(errors.filter((line) => line.includes('K12'))).toEqual([
      '[project/job] the key "RATELIMIT_RPS" is said to hold a port from 1 to 65535, and by Deployment "api" a whole number from 1 on: say it once, in a constant that both use (K12)',
    ]);
  });
});

describe('environments of a project', () => {
  const shop = (...props: Partial<SecretSyncedAppProps>[]) => {
    const project = new InfisicalProject(CHECKED);
    props.forEach((one, i) => {
      const environment = project.addEnvironment(['dev', 'prod'][i], { deployed: false });
      const chart = new Chart(environment, 'shop', { namespace: 'shop' });
      new SecretSyncedApp(chart, 'api', { image: 'a:1', secretPath: '/', ...one });
    });
    return () => project.synth();
  };

  test('have texts of the kind that another one says', () => {
    expect(shop({ secretKeys: ['TOKEN'], env: { RATELIMIT_RPS: 'canary' } }, { secretKeys: ['TOKEN', RPS] })).toThrow(
      /dev: \[shop\/api\/Deployment\] the variable "RATELIMIT_RPS" of Deployment "api" has a text that is not a whole number from 1 on, which it holds in the environment "prod": correct it/,
    );
  });

  test('have such texts also on a laptop', () => {
    const onLaptop = (text: string) => ({ env: { RATELIMIT_RPS: text }, meantToDiffer: ['RATELIMIT_RPS'] });
    const typed = { secretKeys: ['TOKEN', RPS] };
    const plain = (text: string) => ({ secretKeys: ['TOKEN', 'RATELIMIT_RPS'], local: onLaptop(text) });
    expect(shop(plain('canary'), typed)).toThrow(
      'dev: [shop/api/Deployment] the variable "RATELIMIT_RPS" has a text on a laptop that is not a whole number from 1 on, which it holds in the environment "prod": correct it',
    );
    expect(shop(plain('20'), typed)).not.toThrow();
    const side = (props: object) => ({ containers: [{ name: 'side', image: 's:1', ...props }] });
    const local = { containers: { side: onLaptop('canary') } };
    const pod = (props: object) => ({ secretKeys: ['TOKEN'], ...side(props) });
    expect(shop({ ...pod({ secretKeys: ['RATELIMIT_RPS'] }), local }, pod({ secretKeys: [RPS] }))).toThrow(
      /on a laptop/,
    );
  });

  test('are told once each of a text that stands beside the key, and what to do', () => {
    const both = { secretKeys: ['TOKEN', RPS], env: { RATELIMIT_RPS: 'many' } };
    expect(shop(both, both)).toThrow(
      /^.*dev, prod: \[shop\/api\] the variable "RATELIMIT_RPS" is set by the secret key "RATELIMIT_RPS" and by env: .*\n2 errors/,
    );
  });

  test('say the same of a variable', () => {
    expect(shop({ secretKeys: [SecretKey.of('RATELIMIT_RPS').port()] }, { secretKeys: [RPS] })).toThrow(
      /the variable "RATELIMIT_RPS" of Deployment "api" is said to hold a whole number from 1 on, and in the environment "dev" a port from 1 to 65535: say it once, in a constant that both use/,
    );
  });
});

test('what is no key is told, wherever keys are given', () => {
  const port = SecretKey.of('A').integer({ min: untyped('1') });
  const files = { path: '/keys', secretKeys: { a: port } };
  const problem = 'integer: min must be a whole number of at most 15 digits, found a text (N5)';
  expect(
    errorsOf(
      app({
        secretKeys: { A: port },
        secretFiles: [files],
        containers: [{ name: 'b', image: 'b', secretKeys: [port] }],
      }),
    ),
  ).toEqual(
    [
      `secretKeys["A"]: ${problem}`,
      `secretFiles[0].secretKeys["a"]: ${problem}`,
      `containers[0].secretKeys[0]: ${problem}`,
    ].map((line) => `[project/api] ${line}`),
  );
  const odd = { name: 'TOKEN', _keyProblems: 'none' };
  expect(errorsOf(app({ secretKeys: untyped([{ name: 'TOKEN' }, SecretKey, odd]) }))).toEqual([
    '[project/api] secretKeys[0] must be text, found an object (N5)',
    '[project/api] secretKeys[1] must be text, found a function (N5)',
    '[project/api] secretKeys[2] must be text, found an object (N5)',
  ]);
});

test('where a name alone is taken, a key has one', () => {
  const stackWith = (passwordKey: string) => (chart: Chart) => {
    app({ local: {} })(chart);
    const services = { redis: BackingService.redis({ passwordKey }) };
    new LocalStack([chart], { services, projectId: '6f1c2d7e-0000-4000-8000-000000000002' }).files();
  };
  const key = SecretKey.of('TOKEN').text({ minLength: 8 });
  expect(() => synthesize(stackWith(untyped(key)))).toThrow(
    'services["redis"].passwordKey must be text, found a SecretKey: write its name, "….name" (N5)',
  );
  synthesize(stackWith(key.name));
});

test('an app without a project has its keys as they are', () => {
  const chart = new Chart(new App(), 'project', { namespace: 'project' });
  expect(app({})(chart).deployment.containers[0].env.variables.RATELIMIT_RPS.valueFrom).toMatchObject({
    secretKeyRef: { key: 'RATELIMIT_RPS' },
  });
});
