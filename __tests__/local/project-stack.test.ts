import { readdirSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  InfisicalHost,
  InfisicalProject,
  type InfisicalProjectProps,
  type LocalAppProps,
  LocalStack,
  type ProjectEnvironment,
  SecretSyncedApp,
  SyncedSecret,
  type SyncedSecretProps,
} from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { PROJECT_ID } from './shop-on-a-laptop';
import { CHECKED, declareApi, folder, folders, saidOf, shopWith, written } from './stack-of-a-project';

describe('the stack of an environment', () => {
  test('takes environment, project and host from it: nothing is said twice', () => {
    const host = InfisicalHost.selfHosted('https://secrets.example.com');
    const { dev } = shopWith({ ...CHECKED, projectSlug: 'shop', host }, { slug: 'development', deployed: false });
    expect(saidOf([dev])).toEqual({
      host: 'https://secrets.example.com',
      reads: [
        {
          from: [{ project: { id: PROJECT_ID, slug: 'shop' }, environment: 'development', path: '/' }],
          keys: { API_KEY: '_ROOT__API_KEY' },
        },
      ],
    });
  });

  test('and what is given wins', () => {
    const { dev } = shopWith({ ...CHECKED, projectSlug: 'shop' });
    const projectId = '6f1c2d7e-0000-4000-8000-000000000009';
    const host = InfisicalHost.cloudEu();
    expect(saidOf([dev], { environment: 'sandbox', projectId, host, paths: ['/a', '/b'] })).toEqual({
      host: 'https://eu.infisical.com',
      reads: [
        {
          from: ['/b', '/a'].map((path) => ({ project: { id: projectId }, environment: 'sandbox', path })),
          keys: { API_KEY: '_B_A__API_KEY' },
        },
      ],
    });
  });

  test('is checked and written with the project, without a call of its own', () => {
    const { shop, dev } = shopWith();
    declareApi(shop.addEnvironment('prod', { namespace: 'shop' }));
    const services = { postgres: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }) };
    new LocalStack([dev], { folder, services });
    expect(shop.problems()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    shop.synth();
    expect(readdirSync(folder).sort()).toEqual(['.infisical.json', 'Makefile', 'compose.yaml']);
    expect(Object.keys(parse(written('compose.yaml')).services)).toEqual(['api', 'postgres']);
    expect(folders()).toEqual(['prod']);
  });

  test('may be told to write itself, which is the project, and changes nothing the second time', () => {
    const { shop, dev } = shopWith();
    declareApi(shop.addEnvironment('prod'));
    const stack = new LocalStack([dev], { folder });
    stack.synth();
    const first = written('compose.yaml');
    expect(folders()).toEqual(['prod']);
    shop.synth();
    stack.synth();
    expect(written('compose.yaml')).toBe(first);
  });

  test('sees what is declared after it', () => {
    const shop = new InfisicalProject(CHECKED);
    const dev = shop.addEnvironment('dev', { deployed: false });
    new LocalStack([dev], { folder });
    declareApi(dev);
    shop.synth();
    expect(Object.keys(parse(written('compose.yaml')).services)).toEqual(['api']);
  });

  test('may be given as its charts', () => {
    const { shop, dev } = shopWith();
    new LocalStack(dev.charts, { folder });
    shop.synth();
    expect(parse(written('compose.yaml'))['x-infisical'].reads[0].from[0].environment).toBe('dev');
  });

  test('a laptop with a folder for each service, of which two have a key of one name', () => {
    const shop = new InfisicalProject(CHECKED);
    const dev = shop.addEnvironment('dev', { deployed: false, namespace: 'shop' });
    const chart = new Chart(dev, 'shop', { namespace: dev.namespace });
    for (const name of ['orders', 'web']) {
      const props = { image: `${name}:1`, secretPath: `/${name}`, secretKeys: ['DATABASE_URL'], local: {} };
      new SecretSyncedApp(chart, name, props);
    }
    new LocalStack([dev], { folder });
    expect(shop.problems()).toEqual([]);
    shop.synth();
    const { services } = parse(written('compose.yaml'));
    expect(services.orders.environment).toEqual({ DATABASE_URL: '${_ORDERS__DATABASE_URL-}' });
    expect(services.web.environment).toEqual({ DATABASE_URL: '${_WEB__DATABASE_URL-}' });
  });

  describe("of an application that other secrets give keys to, on the application's own container:", () => {
    function shopWithMail(mail: (dev: ProjectEnvironment) => SyncedSecretProps, local: LocalAppProps = {}) {
      const shop = new InfisicalProject({ ...CHECKED, projectSlug: 'shop' });
      const dev = shop.addEnvironment('dev', { deployed: false, namespace: 'shop' });
      const chart = new Chart(dev, 'shop', { namespace: 'shop' });
      const secretKeys = { DB: 'URL' };
      const sidecar = { name: 'proxy', image: 'proxy:1' };
      const props = { image: 'orders:1', secretPath: '/orders', secretKeys, containers: [sidecar], local };
      const orders = new SecretSyncedApp(chart, 'orders', props);
      const secret = new SyncedSecret(chart, 'mail', mail(dev));
      secret.injectInto(orders.deployment, { containers: ['orders'], secretKeys: { SMTP: 'URL', USER: 'SMTP_USER' } });
      secret.injectInto(orders.deployment, { containers: ['proxy'], secretKeys: ['SMTP_USER'] });
      const stack = new LocalStack([dev], { folder });
      expect(shop.problems()).toEqual([]);
      return parse(stack.files()['compose.yaml']);
    }

    test('those of the same project are there, each from its folder', () => {
      const { services } = shopWithMail(() => ({ secretPath: '/mail' }));
      expect(services.orders.environment).toEqual({
        DB: '${_ORDERS__URL-}',
        SMTP: '${_MAIL__URL-}',
        USER: '${_MAIL__SMTP_USER-}',
      });
      expect(printedLines()).toEqual([]);
    });

    const platform = (props: InfisicalProjectProps) => () => ({
      project: new InfisicalProject({ projectSlug: 'platform', auth: SYNC.auth, ...props }),
    });

    test('and those of a shared project, which is known by its slug and its id', () => {
      const projectId = '6f1c2d7e-0000-4000-8000-000000000009';
      const { services, 'x-infisical': said } = shopWithMail(platform({ projectId }));
      expect(services.orders.environment).toEqual({
        DB: '${_ORDERS__URL-}',
        SMTP: '${_PLATFORM__URL-}',
        USER: '${_PLATFORM__SMTP_USER-}',
      });
      expect(said.reads[0].from).toEqual([
        { project: { id: projectId, slug: 'platform' }, environment: 'dev', path: '/' },
      ]);
      expect(printedLines()).toEqual([]);
    });

    test('unless the service has values of its own, which are meant', () => {
      const env = { SMTP: 'smtp://mail', USER: 'nobody' };
      const containers = { proxy: { env: { SMTP_USER: 'nobody' } } };
      const meantToDiffer = ['SMTP', 'USER', 'SMTP_USER'];
      const { services } = shopWithMail(platform({}), { env, containers, meantToDiffer });
      expect(services.orders.environment).toEqual({ DB: '${_ORDERS__URL-}', ...env });
    });
  });

  test('is written once where it is declared twice, and beside another one with other files', () => {
    const { shop, dev } = shopWith();
    new LocalStack([dev], { folder });
    new LocalStack([dev], { folder });
    new LocalStack([dev], { folder, composeFile: 'ci.yaml', makefile: 'ci.mk' });
    expect(shop.problems()).toEqual([]);
    shop.synth();
    expect(readdirSync(folder).sort()).toEqual(['.infisical.json', 'Makefile', 'ci.mk', 'ci.yaml', 'compose.yaml']);
  });

  test('of two projects that share it, takes the applications of both', () => {
    const { dev } = shopWith({ ...CHECKED, folder: 'team-a' });
    const other = new InfisicalProject({ ...CHECKED, folder: 'team-b' });
    const otherDev = other.addEnvironment('dev', { deployed: false });
    declareApi(otherDev, { local: { name: 'worker' }, secretKeys: ['QUEUE'] });
    expect(saidOf([dev, otherDev]).reads).toMatchObject([
      { keys: { API_KEY: '_ROOT__API_KEY', QUEUE: '_ROOT__QUEUE' } },
    ]);
  });
});
