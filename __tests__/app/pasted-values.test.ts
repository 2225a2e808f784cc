import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  BackingService,
  InfisicalHost,
  LocalService,
  LocalStack,
  PushedSecret,
  SecretGenerator,
  SecretSyncedApp,
  SyncedSecret,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf, printedLines } from '../synthesis';

const URL = 'postgres://app:hunter2PW@db/orders';
const VALUES = {
  'a URL': URL,
  'a token': `ghp_${'hunter2PW'.repeat(4)}`,
  'a JSON Web Token': 'eyJhbGciOiJIUzI1NiJ9.eyJodW50ZXIyUFc.hunter2PW',
  'a private key': '-----BEGIN PRIVATE KEY-----\nhunter2PW\n-----END PRIVATE KEY-----\n',
  'a sentence': 'correct hunter2PW staple',
  'too much': 'hunter2PW'.repeat(40),
};
const NO_NAME =
  'is a text of 34 characters that is no name of a key (letters, digits, "-", "_" and ".", at most 253, not starting with ".."): write the name, never the value (K7)';

const key = (name: unknown) => name as string;

/** Everywhere that a declaration can name a key, and what the message calls the place. */
const PLACES: { [place: string]: (chart: Chart, name: string) => unknown } = {
  '[project/api] secretKeys["DATABASE_URL"]': (chart, name) =>
    new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: { DATABASE_URL: name } }),
  '[project/api] secretKeys[1]': (chart, name) =>
    new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: ['TOKEN', name] }),
  '[project/s] source.keys[0]': (chart, name) =>
    new SyncedSecret(chart, 's', { ...SYNC, source: { ...SYNC.source, keys: [name] } }),
  '[project/s] source.secretName': (chart, name) =>
    new SyncedSecret(chart, 's', { ...SYNC, source: { ...SYNC.source, secretName: name } }),
  '[project/s] additionalSources[0].keys[0]': (chart, name) =>
    new SyncedSecret(chart, 's', {
      ...SYNC,
      generation: ApiGeneration.V1BETA1,
      additionalSources: [{ ...SYNC.source, keys: [name] }],
    }),
  '[project/s] secretTemplate["URL"].key': (chart, name) =>
    new SyncedSecret(chart, 's', { ...SYNC, secretTemplate: { URL: TemplateValue.key(name) } }),
  '[project/s] the name of entry 1 of secretTemplate': (chart, name) =>
    new SyncedSecret(chart, 's', { ...SYNC, secretTemplate: { [name]: TemplateValue.key('A') } }),
  '[project/s] the name of entry 1 of additionalTargets[0].template': (chart, name) =>
    new SyncedSecret(chart, 's', {
      ...SYNC,
      additionalTargets: [SyncTarget.configMap('c', { template: { [name]: TemplateValue.key('A') } })],
    }),
  '[project/s] host.ca.key': (chart, name) =>
    new SyncedSecret(chart, 's', {
      ...SYNC,
      host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: name } }),
    }),
  '[project/d] secretKeys["A"]': (chart, name) =>
    new SyncedSecret(chart, 's', SYNC).injectInto(workload(chart), { secretKeys: { A: name } }),
  '[project/d] files.secretKeys["url"]': (chart, name) =>
    new SyncedSecret(chart, 's', SYNC).injectInto(workload(chart), {
      files: { path: '/etc/db', secretKeys: { url: name } },
    }),
  '[project/d] the key of the Secret "s" that the variable "A" of container "main" takes': (chart, name) =>
    workload(chart).containers[0].env.addVariable('A', new SyncedSecret(chart, 's', SYNC).envValue(name)),
  '[project/p] the name of entry 1 of secretTemplate': (chart, name) =>
    new PushedSecret(chart, 'p', {
      auth: SYNC.auth,
      destination: SYNC.source,
      secret: { name: 'made' },
      secretTemplate: { [name]: TemplateValue.key('A') },
    }),
  '[project/p] the name of entry 1 of generators': (chart, name) =>
    new PushedSecret(chart, 'p', {
      auth: SYNC.auth,
      destination: SYNC.source,
      generators: { [name]: SecretGenerator.password(chart, 'g') },
    }),
};

function workload(chart: Chart): Deployment {
  return new Deployment(chart, 'd', { containers: [{ name: 'main', image: 'main:1' }] });
}

describe.each(Object.entries(PLACES))('%s', (place, declare) => {
  test('refuses a value in the place of the name of a key, and says how long it is', () => {
    expect(errorsOf((chart) => declare(chart, URL))).toContain(`${place} ${NO_NAME}`);
  });

  test('never repeats it, whatever else is wrong', () => {
    for (const value of Object.values(VALUES)) {
      expect([...errorsOf((chart) => declare(chart, value)), ...printedLines()].join('\n')).not.toContain('hunter2PW');
    }
  });
});

test('a value that is no text is named by its type', () => {
  const secretKeys = { PIN: key(123456), A: key(null), B: key(['hunter2PW']), C: key({ hunter2PW: 1 }) };
  expect(errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys }))).toEqual([
    '[project/api] secretKeys["PIN"] must be text, found a number (N5)',
    '[project/api] secretKeys["A"] must be text, found null (N5)',
    '[project/api] secretKeys["B"] must be text, found a list (N5)',
    '[project/api] secretKeys["C"] must be text, found an object (N5)',
  ]);
});

test('a list with a hole is no stack trace', () => {
  const secretKeys = ['A', 'B'];
  delete secretKeys[0];
  expect(errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys }))).toEqual([
    '[project/api] secretKeys[0] must be text, found undefined (N5)',
  ]);
});

test('a value in the place of the name of a variable, or of a plain variable, is not repeated', () => {
  const build = (chart: Chart) =>
    new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: { [URL]: 'TOKEN' }, env: { PIN: key(123456) } });
  const errors = errorsOf(build);
  expect(errors).toContain('[project/api] env["PIN"] must be text, found a number (N5)');
  expect(errors.join('\n')).toContain('the name of the environment variable (no valid name, 34 characters) must be');
  expect(errors.join('\n')).not.toMatch(/hunter2PW|123456/);
});

describe('a local stack', () => {
  const errorsOfStack = (services: { [name: string]: LocalService }) => {
    const stack = new LocalStack([new Chart(new App(), 'shop', { namespace: 'shop' })], { projectId: 'p', services });
    try {
      return stack.files()['compose.yaml'];
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each<[string, (name: string) => LocalService]>([
    ['secretKeys["A"]', (name) => LocalService.of({ image: 'a', secretKeys: { A: name } })],
    ['secretKeys[0]', (name) => LocalService.of({ image: 'a', secretKeys: [name] })],
    ['passwordKey', (name) => BackingService.postgres({ passwordKey: name })],
    ['userKey', (name) => BackingService.rabbitMq({ userKey: name, passwordKey: 'P' })],
    ['passwordKey', (name) => BackingService.redis({ passwordKey: name })],
  ])('refuses a value in the place of a key: %s', (place, service) => {
    expect(errorsOfStack({ db: service(URL) })).toContain(`[local stack] services["db"].${place} ${NO_NAME}`);
    for (const value of Object.values(VALUES)) expect(errorsOfStack({ db: service(value) })).not.toContain('hunter2PW');
  });
});

test('names that only look odd are names', () => {
  const names = ['constructor', 'toString', '__proto__x', 'tls.key', 'DB-URL', 'x'.repeat(253), '.dockerconfigjson'];
  const build = (chart: Chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: names });
  expect(() => errorsOf(build)).toThrow('expected the synthesis to fail');
});
