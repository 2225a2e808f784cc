import { Chart, Duration } from 'cdk8s';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  ApiGeneration,
  GitOpsApp,
  LocalService,
  LocalStack,
  PushedSecret,
  SecretGenerator,
  SecretProjection,
  SecretSyncedApp,
  SyncedSecret,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';

const { concat, key } = TemplateValue;

type Maps = <T>(map: { readonly [name: string]: T }) => { [name: string]: T };

/** The files of a program in which every map went through `ordered`. */
function filesWith(ordered: Maps): { readonly [file: string]: string } {
  const app = new GitOpsApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop', labels: ordered({ a: '1', b: '2', c: '3' }) });
  const texts = ordered({ 'example.com/a': '1', 'example.com/b': '2', 'example.com/c': '3' });
  const secretTemplate = ordered({ A: concat(key('X'), key('Y-Z')), B: key('Y-Z'), C: key('X') });
  // What no laptop can compose is of nobody who runs on one.
  const template = ordered({ ...secretTemplate, C: key('X').urlEncoded() });
  const syncs = Object.values(ApiGeneration).flatMap((generation) =>
    Object.values(SecretProjection).map((projection) => {
      const id = `${generation}-${projection}`.toLowerCase();
      const additionalTargets = [SyncTarget.secret(`${id}-more`, { template, labels: texts })];
      const maps = { secretTemplate, labels: texts, annotations: texts, secretLabels: texts, secretAnnotations: texts };
      return new SyncedSecret(chart, id, { ...SYNC, generation, projection, additionalTargets, ...maps });
    }),
  );
  for (const [i, secret] of syncs.entries()) application(chart, `api-${i}`, secret, ordered);
  new PushedSecret(chart, 'push', {
    auth: SYNC.auth,
    destination: SYNC.source,
    secret: { name: 'made' },
    secretTemplate: template,
    generators: ordered({
      A: SecretGenerator.uuid(chart, 'generated-a'),
      B: SecretGenerator.uuid(chart, 'generated-b'),
      C: SecretGenerator.uuid(chart, 'generated-c'),
    }),
    resyncInterval: Duration.hours(1),
    labels: texts,
    annotations: texts,
  });
  return { yaml: app.synthYaml(), ...localStack(app, ordered).files() };
}

function application(chart: Chart, name: string, secret: SyncedSecret, ordered: Maps): void {
  const secretKeys = ordered({ DB_A: 'A', DB_B: 'B', DB_C: 'C' });
  const labels = ordered({ x: '1', y: '2', z: '3' });
  const envOrder = ['DB_C', 'MODE', 'POD', 'LOG', 'DB_A', 'DB_B', 'NODE'];
  const { deployment } = new SecretSyncedApp(chart, name, {
    image: 'api:1.0',
    secret,
    secretKeys,
    env: ordered({ LOG: 'info', MODE: '$(DB_C)' }),
    envVariables: ordered({ POD: EnvValue.fromValue('pod'), NODE: EnvValue.fromValue('node') }),
    envOrder,
    labels,
    metadata: { annotations: labels },
    podMetadata: { annotations: labels, labels },
    port: 3000,
    local: { env: ordered({ LOCAL_A: '1', LOCAL_B: '2', LOCAL_C: '3' }), meantToDiffer: [] },
  });
  const files = { path: '/etc/keys', secretKeys: ordered({ 'a.pem': 'A', 'b.pem': 'B', 'c.pem': 'C' }) };
  secret.injectInto(deployment, { files });
  const worker = new Deployment(chart, `${name}-worker`, {
    metadata: { name: `${name}-worker` },
    containers: [{ name: 'worker', image: 'worker:1.0' }],
  });
  worker.addContainer({ name: 'sidecar', image: 'sidecar:1.0' });
  secret.injectInto(worker, {
    secretKeys,
    envOrder: ['DB_B', 'DB_A', 'DB_C'],
    files: { ...files, secretKeys: ordered(files.secretKeys) },
  });
}

function localStack(app: GitOpsApp, ordered: Maps): LocalStack {
  const service = (image: string) =>
    LocalService.of({
      image,
      secretKeys: ordered({ U: 'A', V: 'B', W: 'C' }),
      env: ordered({ E: '1', F: '2', G: '3' }),
    });
  return new LocalStack([app], {
    serviceOrder: ['queue', 'cache', 'database'],
    projectId: '00000000-0000-4000-8000-000000000000',
    services: ordered({ cache: service('redis:7'), database: service('postgres:16'), queue: service('rabbitmq:3') }),
  });
}

test('with envOrder and serviceOrder, the order of no map shows in any file', () => {
  const files = filesWith((map) => ({ ...map }));
  expect(Object.keys(files)).toEqual(['yaml', 'compose.yaml', 'Makefile', '.infisical.json']);
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
      const random = () => numbers.next().value as number;
      const shuffled: Maps = (map) => {
        const places = Object.keys(map).map((name) => [random(), name] as const);
        return Object.fromEntries(places.sort(([a], [b]) => a - b).map(([, name]) => [name, map[name]]));
      };
      expect(filesWith(shuffled)).toEqual(files);
    }),
    { numRuns: 4, seed: 1 },
  );
});

test('services come in the order that serviceOrder gives, then in their own', () => {
  const service = LocalService.of({ image: 'a:1' });
  const services = { a: service, b: service, c: service };
  const projectId = '00000000-0000-4000-8000-000000000000';
  const files = new LocalStack([new GitOpsApp()], { projectId, services, serviceOrder: ['c'] }).files();
  expect(files['compose.yaml'].match(/^ {2}\w(?=:$)/gm)).toEqual(['  c', '  a', '  b']);
});

describe('envOrder of an injection', () => {
  const containers = [
    { name: 'one', image: 'one' },
    { name: 'two', image: 'two' },
  ];
  const inject = (envOrder: string[]) => (chart: Chart) => {
    const work = new Deployment(chart, 'work', { metadata: { name: 'work' }, containers });
    new SyncedSecret(chart, 'shop', SYNC).injectInto(work, { secretKeys: ['TOKEN', 'B', 'C'], envOrder });
  };

  test('puts the variables that it names first', () => {
    const work = synthesize(inject(['C', 'B'])).find(({ kind }) => kind === 'Deployment');
    const names = work.spec.template.spec.containers.map(({ env }: { env: { name: string }[] }) =>
      env.map(({ name }) => name),
    );
    expect(names).toEqual([
      ['C', 'B', 'TOKEN'],
      ['C', 'B', 'TOKEN'],
    ]);
  });

  test('names variables that exist', () => {
    expect(errorsOf(inject(['TOKE', 'C', 'NAME']))).toEqual([
      '[project/work] envOrder names the variable "TOKE", which there is not: did you mean "TOKEN"? (C18)',
      '[project/work] envOrder names the variable "NAME", which there is not: name a variable of secretKeys (C18)',
    ]);
  });
});
