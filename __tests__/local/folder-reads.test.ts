import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, LocalStack, type LocalStackProps, SecretSyncedApp, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { composeViolations } from './compose-schema';
import { PROJECT_ID } from './shop-on-a-laptop';

interface Service {
  readonly paths: string[];
  readonly keys: string[] | { [variable: string]: string };
}

/** The stack of applications, each of which has a folder, or several, of its own. */
function stackOf(services: { readonly [name: string]: Service }, props: LocalStackProps = {}) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  for (const [name, { paths, keys }] of Object.entries(services)) {
    const [source, ...additionalSources] = paths.map((path) => ({ projectId: PROJECT_ID, environment: 'prod', path }));
    const secret = new SyncedSecret(chart, `${name}-secret`, { ...SYNC, source, additionalSources });
    new SecretSyncedApp(chart, name, { image: name, secret, secretKeys: keys, local: {} });
  }
  const files = new LocalStack([chart], props).files();
  expect(composeViolations(files['compose.yaml'])).toEqual([]);
  const lineOf = (variable: string) =>
    files.Makefile.split('\n').flatMap((line) =>
      line.startsWith(`${variable} := `) ? [line.split(' := ')[1]] : [],
    )[0];
  const compose = parse(files['compose.yaml']);
  const runs = files.Makefile.match(/^INFISICAL_RUN\w* := .*/gm)?.map((line) => line.match(/--path=\S+/g)?.join(' '));
  return { compose, lineOf, runs, environmentOf: (name: string) => compose.services[name].environment };
}

describe('each application gets its keys from its own folder, as in the cluster:', () => {
  const orders = { paths: ['/orders'], keys: ['DATABASE_URL', 'STRIPE_KEY'] };
  const web = { paths: ['/web'], keys: ['DATABASE_URL', 'SESSION'] };

  test('one key of one name from two folders', () => {
    const { environmentOf, runs, lineOf, compose } = stackOf({ orders, web });
    expect(environmentOf('orders')).toEqual({
      DATABASE_URL: '${_ORDERS__DATABASE_URL?the key DATABASE_URL is missing in Infisical (dev:/orders)}',
      STRIPE_KEY: null,
    });
    expect(environmentOf('web')).toEqual({
      DATABASE_URL: '${_WEB__DATABASE_URL?the key DATABASE_URL is missing in Infisical (dev:/web)}',
      SESSION: null,
    });
    expect(runs).toEqual(['--path=/orders', '--path=/web']);
    expect([lineOf('INFISICAL_KEYS_1'), lineOf('INFISICAL_KEYS_2')]).toEqual([
      'dev:/orders DATABASE_URL:_ORDERS__DATABASE_URL STRIPE_KEY',
      'dev:/web DATABASE_URL:_WEB__DATABASE_URL SESSION',
    ]);
    expect(lineOf('INFISICAL_KEYS')).toBe('DATABASE_URL SESSION STRIPE_KEY _ORDERS__DATABASE_URL _WEB__DATABASE_URL');
    expect(lineOf('WITHOUT_KEYS')).toBe('env _ORDERS__DATABASE_URL=unused _WEB__DATABASE_URL=unused');
    expect(compose['x-infisical']).toMatchObject({
      paths: ['/orders', '/web'],
      keys: { orders: { '/orders': ['DATABASE_URL', 'STRIPE_KEY'] }, web: { '/web': ['DATABASE_URL', 'SESSION'] } },
    });
  });

  test('keys of different names keep them, and what else is in the other folder reaches nobody', () => {
    const { environmentOf, runs } = stackOf({ orders, web: { paths: ['/web'], keys: ['SESSION'] } });
    expect(environmentOf('orders')).toEqual(['DATABASE_URL', 'STRIPE_KEY']);
    expect(runs).toEqual(['--path=/orders', '--path=/web']);
  });

  test('one folder of two applications is read once', () => {
    const { environmentOf, runs } = stackOf({ orders, worker: orders, web });
    expect(runs).toEqual(['--path=/orders', '--path=/web']);
    expect(environmentOf('worker')).toEqual(environmentOf('orders'));
  });

  test('folders that an application has together are read together, what has precedence last', () => {
    const both = { ...orders, paths: ['/orders', '/common'] };
    const { runs, environmentOf, compose } = stackOf({ orders: both, web });
    expect(compose['x-infisical'].keys.orders).toEqual({ '/common': both.keys, '/orders': both.keys });
    expect(runs).toEqual(['--path=/common --path=/orders', '--path=/web']);
    expect(environmentOf('orders').DATABASE_URL).toBe(
      '${_COMMON_ORDERS__DATABASE_URL?the key DATABASE_URL is missing in Infisical (dev:/common, /orders)}',
    );
  });

  test('names are free, and told apart where folders are alike', () => {
    const { environmentOf } = stackOf({
      a: { paths: ['/a-b'], keys: ['K'] },
      b: { paths: ['/a_b'], keys: ['K'] },
      c: { paths: ['/'], keys: { ONE: 'K', TWO: '_A_B__K' } },
    });
    const nameOf = (service: string, variable: string) => environmentOf(service)[variable].match(/\$\{(\w+)/)[1];
    expect([nameOf('a', 'K'), nameOf('b', 'K'), nameOf('c', 'ONE'), nameOf('c', 'TWO')]).toEqual([
      '_A_B__K_2',
      '_A_B__K_3',
      '_ROOT__K',
      '_A_B__K',
    ]);
  });

  test('a database takes the key of the application, or one of any folder', () => {
    const services = {
      postgres: BackingService.postgres({ passwordKey: 'STRIPE_KEY' }),
      redis: BackingService.redis({ passwordKey: 'REDIS_PASSWORD' }),
    };
    const { lineOf, runs, compose } = stackOf({ orders, web }, { services });
    expect(compose['x-infisical'].keys).toMatchObject({
      postgres: { '/orders': ['STRIPE_KEY'] },
      redis: { '/orders': ['REDIS_PASSWORD'], '/web': ['REDIS_PASSWORD'] },
    });
    expect(runs).toEqual(['--path=/orders', '--path=/web', '--path=/orders --path=/web']);
    expect(lineOf('INFISICAL_KEYS_3')).toBe(`'dev:/orders, /web' REDIS_PASSWORD`);
  });

  test('but for paths that somebody names: they are read together', () => {
    const { runs, lineOf, compose } = stackOf(
      { orders, web: { paths: ['/web'], keys: ['SESSION'] } },
      { paths: ['/web', '/orders'] },
    );
    expect(runs).toEqual(['--path=/web --path=/orders']);
    expect(lineOf('INFISICAL_KEYS')).toBe('DATABASE_URL SESSION STRIPE_KEY');
    expect(compose['x-infisical'].keys).toEqual({ orders: orders.keys, web: ['SESSION'] });
  });
});
