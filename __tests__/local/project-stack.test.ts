import { readdirSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  InfisicalHost,
  InfisicalProject,
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
      project: { id: PROJECT_ID, slug: 'shop' },
      environment: 'development',
      paths: ['/'],
      keys: { api: ['API_KEY'] },
    });
  });

  test('and what is given wins', () => {
    const { dev } = shopWith({ ...CHECKED, projectSlug: 'shop' });
    const projectId = '6f1c2d7e-0000-4000-8000-000000000009';
    const host = InfisicalHost.cloudEu();
    expect(saidOf([dev], { environment: 'sandbox', projectId, host, paths: ['/a', '/b'] })).toEqual({
      host: 'https://eu.infisical.com',
      project: { id: projectId },
      environment: 'sandbox',
      paths: ['/a', '/b'],
      keys: { api: ['API_KEY'] },
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
    expect(parse(written('compose.yaml'))['x-infisical'].environment).toBe('dev');
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
    const { services, 'x-infisical': said } = parse(written('compose.yaml'));
    expect(said.keys).toEqual({ orders: { '/orders': ['DATABASE_URL'] }, web: { '/web': ['DATABASE_URL'] } });
    expect(services.orders.environment.DATABASE_URL).toContain('(dev:/orders)');
    expect(services.web.environment.DATABASE_URL).toContain('(dev:/web)');
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
      const { services, 'x-infisical': said } = shopWithMail(() => ({ secretPath: '/mail' }));
      expect(services.orders.environment).toEqual({
        DB: '${_ORDERS__URL?the key URL is missing in Infisical (dev:/orders)}',
        SMTP: '${_MAIL__URL?the key URL is missing in Infisical (dev:/mail)}',
        USER: '${SMTP_USER?the key SMTP_USER is missing in Infisical (dev:/mail)}',
      });
      expect(said.keys).toEqual({ orders: { '/orders': ['URL'], '/mail': ['SMTP_USER', 'URL'] } });
      expect(printedLines()).toEqual([]);
    });

    test('and those of a shared project are told, until the service has a value of its own', () => {
      const platform = () => ({ project: new InfisicalProject({ projectSlug: 'platform', auth: SYNC.auth }) });
      const { services } = shopWithMail(platform);
      expect(Object.keys(services.orders.environment)).toEqual(['DB']);
      expect(printedLines().filter((line) => line.includes('SMTP_USER'))).toEqual([
        'warning: dev: [shop/mail] the key "SMTP_USER" is used in the cluster by the service "orders", which cannot get it on a laptop: infisical run reads one project, and it is in another one. Give "USER" a harmless value in local.env (L2)',
      ]);
    });

    test('which is silent then', () => {
      const platform = () => ({ project: new InfisicalProject({ projectSlug: 'platform', auth: SYNC.auth }) });
      const { services } = shopWithMail(platform, { env: { SMTP: 'smtp://mail', USER: 'nobody' } });
      expect(services.orders.environment).toMatchObject({ SMTP: 'smtp://mail', USER: 'nobody' });
      expect(printedLines()).toEqual([]);
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
    expect(saidOf([dev, otherDev]).keys).toEqual({ api: ['API_KEY'], worker: ['QUEUE'] });
  });
});
