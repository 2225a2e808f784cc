import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BackingService,
  InfisicalHost,
  InfisicalProject,
  type InfisicalProjectProps,
  KeyCatalogue,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedApp,
} from '../../lib';
import { SYNC } from '../declarations';
import { PROJECT_ID } from './shop-on-a-laptop';
import { base, CHECKED, declareApi, folder, folders, saidOf, shopWith, written } from './stack-of-a-project';

describe('mistakes of the stack are told with those of the project, and nothing is written', () => {
  const failure = (shop: InfisicalProject): string[] => {
    expect(() => shop.synth()).toThrow();
    expect([folders(), readdirSync(folder).filter((name) => name !== 'compose.yaml')]).toEqual([[], []]);
    return shop.problems();
  };

  test('a stack of two environments: a laptop is one', () => {
    const { shop } = shopWith(CHECKED, {});
    for (const name of ['staging', 'prod']) declareApi(shop.addEnvironment(name), { image: `api:${name}` });
    const [, staging, prod] = shop.environments;
    new LocalStack([staging, prod], { folder });
    expect(failure(shop)).toEqual([
      '[local stack] the stack is given the environments staging, prod: a laptop is one, give that alone (L7)',
    ]);
  });

  test('one that two ports of a service have counts once', () => {
    const { shop, dev } = shopWith();
    new LocalStack([dev], { folder, services: { db: LocalService.of({ image: 'db:1', ports: ['0', '0'] }) } });
    expect(() => shop.synth()).toThrow(/\n1 error: nothing is written/);
    expect(failure(shop)).toHaveLength(1);
  });

  test('two of one slug are two all the same', () => {
    const shop = new InfisicalProject(CHECKED);
    for (const region of ['eu', 'us']) declareApi(shop.addEnvironment(`prod-${region}`, { slug: 'prod' }));
    new LocalStack(shop.environments, { folder });
    expect(failure(shop)).toEqual([
      '[local stack] the stack is given the environments prod-eu, prod-us: a laptop is one, give that alone (L7)',
    ]);
  });

  test('but for one that is named', () => {
    const { shop, dev } = shopWith(CHECKED, { slug: 'development' });
    declareApi(shop.addEnvironment('prod'), { secretKeys: ['SENTRY_DSN'] });
    const development = { reads: [{ from: [{ environment: 'development' }], keys: { API_KEY: '_ROOT__API_KEY' } }] };
    expect(saidOf([dev, ...shop.environments], { environment: 'dev' })).toMatchObject(development);
    expect(saidOf(shop.environments, { environment: 'development' })).toMatchObject(development);
  });

  test('an environment that is no list of them', () => {
    const { shop, dev } = shopWith();
    new LocalStack(dev as never, { folder });
    expect(failure(shop)).toEqual([
      '[local stack] the scopes must be a list of apps or charts, found the environment "dev": write new LocalStack([dev], …) (N5)',
    ]);
  });

  test('the project in the place of an environment', () => {
    const { shop, dev } = shopWith();
    new LocalStack([dev, shop as never], { folder });
    expect(failure(shop)).toEqual([
      '[local stack] scopes[1] must be an app or a chart, found an InfisicalProject, of which one environment is meant (N5)',
    ]);
    const files = () => new LocalStack(shop as never, { folder }).files();
    expect(files).toThrow(
      '[local stack] the scopes must be a list of apps or charts, found an InfisicalProject, of which one environment is meant: write [app] (N5)',
    );
  });

  test('no id of the project hides no typo', () => {
    const { shop, dev } = shopWith({ auth: SYNC.auth, projectSlug: 'shop' });
    declareApi(shop.addEnvironment('prod'), { sync: { ...SYNC, source: { projectSlug: 'shop', environment: '' } } });
    new LocalStack([dev], { folder, services: { 'a db': BackingService.redis() } });
    expect(failure(shop)).toEqual([
      '[local stack] there is no project id: set projectId, the Infisical CLI does not know slugs (L7)',
      '[local stack] the name of the service "a db" must be letters, digits, ".", "_" and "-" (L9)',
      'prod: [shop/api/Secret] the source has no environment: set its slug, for example "staging" (S4)',
    ]);
  });

  test('no service at all: there is nothing to start', () => {
    expect(() => new LocalStack([], { projectId: PROJECT_ID, services: {} }).files()).toThrow(
      '[local stack] the stack has no service: give an application "local", or write what only the laptop needs into services (L9)',
    );
  });

  test('a compose.yaml that was written by hand', () => {
    const { shop, dev } = shopWith();
    declareApi(shop.addEnvironment('prod'));
    new LocalStack([dev], { folder });
    writeFileSync(join(folder, 'compose.yaml'), 'services: {}\n');
    expect(failure(shop)).toEqual([
      '[local stack] compose.yaml is there already, and was written by hand: rename it, or give this one another name (L7)',
    ]);
    expect(written('compose.yaml')).toBe('services: {}\n');
  });

  test('also beside other mistakes of the stack', () => {
    const { shop, dev } = shopWith();
    new LocalStack([dev], { folder, paths: ['a b'] });
    writeFileSync(join(folder, 'compose.yaml'), 'services: {}\n');
    expect(failure(shop)).toEqual([
      '[local stack] compose.yaml is there already, and was written by hand: rename it, or give this one another name (L7)',
      '[local stack] the secret path "a b" must look like "/a/b" (L7)',
    ]);
  });

  test('two stacks that write one file', () => {
    const { shop, dev } = shopWith();
    new LocalStack([dev], { folder });
    new LocalStack([dev], { folder, services: { cache: BackingService.redis() } });
    expect(failure(shop)).toEqual([
      '[local stack] another stack of the project writes compose.yaml with other contents: declare one stack, or give this one a folder of its own (L7)',
    ]);
  });

  test('an application of the environment, with its name', () => {
    const { shop, dev } = shopWith();
    new SecretSyncedApp(dev.charts[0], 'web', {
      image: 'web',
      sync: { ...SYNC, source: { projectId: PROJECT_ID, environment: 'dev' } },
      secretKeys: ['SESSION'],
      local: { env: { SESSION: 'x' } },
    });
    new LocalStack([dev], { folder });
    expect(failure(shop)).toEqual([
      'dev: [shop/web] the variable "SESSION" of the service "web" is that of a key, and local.env gives it a text: leave it out there, or add it to meantToDiffer (C4)',
    ]);
  });

  test('a source in another project, of which nobody knows the id', () => {
    const { shop, dev } = shopWith({ ...CHECKED, projectSlug: 'shop' });
    new SecretSyncedApp(dev.charts[0], 'mail', {
      image: 'mail',
      sync: { ...SYNC, source: { projectSlug: 'platform', environment: 'dev' } },
      secretKeys: ['SMTP'],
      local: {},
    });
    new LocalStack([dev], { folder });
    expect(failure(shop)).toEqual([
      '[local stack] there is no id of the project "platform": set projectId in its InfisicalProject or in the source, the Infisical CLI does not know slugs (L7)',
    ]);
  });

  test('folders that cannot be written leave the files of the laptop as they were', () => {
    const { shop, dev } = shopWith();
    declareApi(shop.addEnvironment('prod'));
    new LocalStack([dev], { folder });
    writeFileSync(join(base, 'dist'), 'a file');
    expect(() => shop.synth()).toThrow('dist');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(join(base, 'dist'));
  });

  test('files of the laptop that cannot be written leave the folders as they were', () => {
    const { shop, dev } = shopWith();
    declareApi(shop.addEnvironment('prod'));
    new LocalStack([dev], { folder, makefile: `a/${'x'.repeat(254)}` });
    expect(() => shop.synth()).toThrow('none is written');
    expect([folders(), readdirSync(folder)]).toEqual([[], []]);
  });
});

describe('keys of services that only the laptop has, in a project with a catalogue', () => {
  const listing = (place: string, keys: string[]) => {
    const [environment, path] = place.split(':');
    return { environment, path, recursive: false, origins: [{ environment, path, imported: false, keys }] };
  };
  const stackOf = (secretKeys: string[], props: LocalStackProps = {}, places = { 'dev:/': ['POSTGRES_PASSWORD'] }) => {
    const file = join(base, 'shop.lock.json');
    const listed = Object.entries(places).map(([place, keys]) => listing(place, keys));
    const project = { slug: 'shop', id: PROJECT_ID };
    writeFileSync(file, JSON.stringify({ format: 1, host: 'https://app.infisical.com', project, places: listed }));
    const shop = new InfisicalProject({ auth: SYNC.auth, catalogue: KeyCatalogue.fromFile(file) });
    const dev = shop.addEnvironment('dev', { deployed: false });
    new LocalStack([dev], { folder, services: { db: LocalService.of({ image: 'db', secretKeys }) }, ...props });
    return shop.problems();
  };

  test('are there, or what was meant is told', () => {
    expect(stackOf(['POSTGRES_PASSWORD'])).toEqual([]);
    expect(stackOf(['POSTGRES_PASWORD', 'POSTGRES_PASSWORD'])).toEqual([
      '[local stack] the service "db" gets the key "POSTGRES_PASWORD", which the catalogue does not have at "dev:/": did you mean "POSTGRES_PASSWORD"? (S12)',
    ]);
  });

  test('at the paths that are told, which must have been imported', () => {
    const places = { 'dev:/': ['A'], 'dev:/db': ['POSTGRES_PASSWORD'] };
    expect(stackOf(['POSTGRES_PASSWORD'], { paths: ['/', '/db'] }, places)).toEqual([]);
    expect(stackOf(['POSTGRES_PASSWORD'], { paths: ['/'] }, places)).toEqual([
      expect.stringContaining('does not have at "dev:/"'),
    ]);
    expect(stackOf(['POSTGRES_PASSWORD'], { paths: ['/orders-db'] }, places)).toEqual([
      expect.stringMatching(/does not know the keys at "dev:\/orders-db": run `npx .*` \(S12\)$/),
    ]);
  });

  test('nothing is said of what the catalogue does not know, or is not about', () => {
    expect(stackOf(['A'], {}, { 'dev:/orders': ['B'] } as never)).toEqual([]);
    expect(stackOf(['A'], { environment: 'sandbox' })).toEqual([]);
    expect(stackOf(['A'], { host: InfisicalHost.cloudEu() })).toEqual([]);
    expect(stackOf(['A'], { projectId: PROJECT_ID.replace('6f1c', '0000') })).toEqual([]);
  });
});

describe('one cause has one message:', () => {
  const stackOf = (props: InfisicalProjectProps, secretPath = '/web') => {
    const { shop, dev } = shopWith({ ...CHECKED, ...props });
    const web = { image: 'web:1', secretPath, secretKeys: ['SESSION'], local: {} };
    new SecretSyncedApp(dev.charts[0], 'web', web);
    new LocalStack([dev], { folder });
    return shop.problems();
  };

  test('a path without its slash is read as the one that it was meant to be (S5)', () => {
    expect(stackOf({}, 'web')).toEqual([]);
    expect(saidOf([shopWith().dev]).reads[0].from).toMatchObject([{ path: '/' }]);
  });

  test('a path that no laptop can read names who reads it', () => {
    expect(stackOf({}, '/web$(id)')).toEqual([
      'dev: [shop/web] the service "web" reads the secret path "/web$(id)", which must look like "/a/b" (L7)',
    ]);
  });

  test('an id in the place of the slug (S13)', () => {
    expect(stackOf({ projectId: undefined, projectSlug: PROJECT_ID }).join('\n')).toMatch(/\(S13\)$/);
    expect(stackOf({ projectId: undefined, projectSlug: PROJECT_ID }).join('\n')).not.toContain('L7');
  });

  test('a host that is none (H3)', () => {
    const problems = stackOf({ host: InfisicalHost.selfHosted('secrets.example.com') });
    expect(problems).toEqual([
      expect.stringMatching(/^dev: 2 .*the host "secrets\.example\.com" is not a URL.*\(H3\)$/),
    ]);
  });
});
