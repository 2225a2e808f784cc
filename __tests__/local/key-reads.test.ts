import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  type InfisicalSource,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { composeViolations } from './compose-schema';
import { errorsOf, PROJECT_ID } from './shop-on-a-laptop';

interface Service {
  /** A path, or more of a source. */
  readonly from: (string | Partial<InfisicalSource>)[];
  readonly keys: string[] | { [variable: string]: string };
}

/** The stack of applications, each of which has a folder, or several, of its own. */
function declaredStack(services: { readonly [name: string]: Service }, props: LocalStackProps = {}) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  for (const [name, { from, keys }] of Object.entries(services)) {
    const [source, ...additionalSources] = from.map((one) => {
      const more = typeof one === 'string' ? { path: one } : one;
      return { ...(more.projectSlug === undefined && { projectId: PROJECT_ID }), environment: 'prod', ...more };
    });
    const secret = new SyncedSecret(chart, `${name}-secret`, { ...SYNC, source, additionalSources });
    new SecretSyncedApp(chart, name, { image: name, secret, secretKeys: keys, local: {} });
  }
  return new LocalStack([chart], props);
}

function stackOf(...given: Parameters<typeof declaredStack>) {
  const text = declaredStack(...given).files()['compose.yaml'];
  expect(composeViolations(text)).toEqual([]);
  const compose = parse(text);
  return {
    environmentOf: (name: string) => compose.services[name].environment,
    reads: compose['x-infisical'].reads,
  };
}

/** A place in the project of the stack. */
const at = (path: string, more: object = {}) => ({ project: { id: PROJECT_ID }, environment: 'dev', path, ...more });

describe('each application gets its keys from its own folder, as in the cluster:', () => {
  const orders: Service = { from: ['/orders'], keys: ['DATABASE_URL', 'STRIPE_KEY'] };
  const web: Service = { from: ['/web'], keys: ['DATABASE_URL', 'SESSION'] };

  test('one key of one name from two folders', () => {
    const { environmentOf, reads } = stackOf({ orders, web });
    expect(environmentOf('orders')).toEqual({
      DATABASE_URL: '${_ORDERS__DATABASE_URL-}',
      STRIPE_KEY: '${_ORDERS__STRIPE_KEY-}',
    });
    expect(environmentOf('web')).toEqual({ DATABASE_URL: '${_WEB__DATABASE_URL-}', SESSION: '${_WEB__SESSION-}' });
    expect(reads).toEqual([
      {
        from: [at('/orders')],
        keys: { DATABASE_URL: '_ORDERS__DATABASE_URL', STRIPE_KEY: '_ORDERS__STRIPE_KEY' },
      },
      { from: [at('/web')], keys: { DATABASE_URL: '_WEB__DATABASE_URL', SESSION: '_WEB__SESSION' } },
    ]);
  });

  test('and not what is in the folder of another one, where nobody declares it there', () => {
    const { reads } = stackOf({ orders, common: { from: ['/common'], keys: ['COMMON_ONLY'] } });
    expect(reads).toEqual([
      { from: [at('/common')], keys: { COMMON_ONLY: '_COMMON__COMMON_ONLY' } },
      expect.objectContaining({ from: [at('/orders')] }),
    ]);
  });

  test('one folder of two applications is read once', () => {
    const { environmentOf, reads } = stackOf({ orders, worker: orders, web });
    expect(reads).toHaveLength(2);
    expect(environmentOf('worker')).toEqual(environmentOf('orders'));
  });

  test('of folders that an application has together, the first one that has a key wins', () => {
    const { environmentOf, reads } = stackOf({ orders: { ...orders, from: ['/orders', '/common'] }, web });
    expect(reads[0].from).toEqual([at('/orders'), at('/common')]);
    expect(environmentOf('orders').DATABASE_URL).toBe('${_ORDERS_COMMON__DATABASE_URL-}');
  });

  test('a folder with all that is below it', () => {
    const { reads } = stackOf({ orders: { ...orders, from: [{ path: '/orders', recursive: true }] } });
    expect(reads[0].from).toEqual([at('/orders', { recursive: true })]);
  });

  test('whatever the order in which they are declared, the record is the same', () => {
    expect(stackOf({ web, orders }).reads).toEqual(stackOf({ orders, web }).reads);
  });

  test('names are free, and told apart where folders and keys are alike', () => {
    const { environmentOf } = stackOf({
      a: { from: ['/a-b'], keys: ['K'] },
      b: { from: ['/a_b'], keys: ['K'] },
      c: { from: ['/'], keys: { ONE: 'api.key', TWO: 'API_KEY', THREE: 'api-key' } },
    });
    expect([environmentOf('a'), environmentOf('b')]).toEqual([{ K: '${_A_B__K-}' }, { K: '${_A_B__K_2-}' }]);
    expect(environmentOf('c')).toEqual({
      ONE: '${_ROOT__API_KEY_3-}',
      TWO: '${_ROOT__API_KEY-}',
      THREE: '${_ROOT__API_KEY_2-}',
    });
  });

  test.each(['HOME', 'COMPOSE_FILE', 'LD_PRELOAD', 'TOKEN', 'LOG_LEVEL', 'INFISICAL_TOKEN', 'api-key'])(
    'a key may be called %s: no shell and nothing of docker has the name that it comes by',
    (key) => {
      const { environmentOf } = stackOf({ orders: { from: ['/orders'], keys: { VALUE: key } } });
      expect(environmentOf('orders').VALUE).toMatch(/^\$\{_ORDERS__[A-Z_]+-\}$/);
    },
  );
});

describe('several projects and environments are read as the cluster reads them:', () => {
  const OTHER_ID = '6f1c2d7e-0000-4000-8000-000000000009';
  const orders: Service = { from: ['/orders'], keys: ['URL'] };

  test('a key of one name from the same folder of two', () => {
    const { environmentOf, reads } = stackOf({
      orders,
      mail: { from: [{ projectId: OTHER_ID, path: '/orders' }], keys: ['URL'] },
    });
    expect(environmentOf('orders')).toEqual({ URL: '${_ORDERS__URL-}' });
    expect(environmentOf('mail')).toEqual({ URL: '${_6F1C2D7E_0000_4000_8000_000000000009_ORDERS__URL-}' });
    expect(reads[1].from).toEqual([at('/orders', { project: { id: OTHER_ID } })]);
  });

  test('a slug without an id is an error, for each project', () => {
    const services = {
      orders,
      mail: { from: [{ projectSlug: 'platform' }], keys: ['SMTP'] },
      pay: { from: [{ projectSlug: 'payments' }], keys: ['PAY'] },
    };
    const message = (slug: string) =>
      `[local stack] there is no id of the project "${slug}": set projectId in its InfisicalProject or in the source, the Infisical CLI does not know slugs (L7)`;
    expect(errorsOf(declaredStack(services))).toEqual([message('payments'), message('platform')]);
  });

  test('the id that the stack is given is that of the one that has none', () => {
    const mail: Service = { from: [{ projectSlug: 'platform' }], keys: ['SMTP'] };
    const { reads } = stackOf({ orders, mail }, { projectId: OTHER_ID });
    expect(reads.map(({ from }: { from: { project: object }[] }) => from[0].project)).toEqual([
      { id: PROJECT_ID },
      { id: OTHER_ID, slug: 'platform' },
    ]);
  });

  test("a source beside the application's environment stays where it is", () => {
    const both: Service = { from: ['/orders', { environment: 'shared', path: '/' }], keys: ['URL'] };
    const { environmentOf, reads } = stackOf({ both });
    expect(reads[0].from).toEqual([at('/orders'), at('/', { environment: 'shared' })]);
    expect(environmentOf('both')).toEqual({ URL: '${_ORDERS_SHARED__URL-}' });
  });
});

describe('a service that only the laptop has takes a key', () => {
  const orders: Service = { from: ['/orders'], keys: ['DATABASE_URL', 'STRIPE_KEY'] };
  const web: Service = { from: ['/web'], keys: ['DATABASE_URL', 'SESSION'] };
  const redis = (passwordKey: string) => ({ services: { redis: BackingService.redis({ passwordKey }) } });

  test('from where the application has it that uses it', () => {
    expect(stackOf({ orders, web }, redis('STRIPE_KEY')).environmentOf('redis')).toEqual({
      REDISCLI_AUTH: '${_ORDERS__STRIPE_KEY-}',
    });
  });

  test('else from any folder of the applications', () => {
    const { reads } = stackOf({ orders, web }, redis('REDIS_PASSWORD'));
    expect(reads).toContainEqual({
      from: [at('/orders'), at('/web')],
      keys: { REDIS_PASSWORD: '_ORDERS_WEB__REDIS_PASSWORD' },
    });
  });

  test('and there is an error where that is not one', () => {
    expect(errorsOf(declaredStack({ orders, web }, redis('DATABASE_URL')))).toEqual([
      '[local stack] the service "redis" gets the key "DATABASE_URL", which the applications read from /orders and from /web: give it a key of another name (L3)',
    ]);
  });

  test('from the root of the project, where there are no applications', () => {
    const { reads } = stackOf({}, { projectId: PROJECT_ID, ...redis('PASSWORD') });
    expect(reads).toEqual([{ from: [at('/')], keys: { PASSWORD: '_ROOT__PASSWORD' } }]);
  });

  test('and without keys nothing is read, and no project needs an id', () => {
    const services = { mail: LocalService.of({ image: 'mail:1' }) };
    expect(stackOf({}, { services }).reads).toEqual([]);
    const files = declaredStack({ idle: { from: [{ projectSlug: 'shop' }], keys: [] } }).files();
    expect(Object.keys(files)).toEqual(['compose.yaml', 'Makefile']);
  });
});

describe('paths that somebody names are read as one for all services:', () => {
  const orders: Service = { from: ['/orders'], keys: ['DATABASE_URL'] };
  const web: Service = { from: ['/web'], keys: ['SESSION'] };

  test('the last one that has a key wins', () => {
    const { reads } = stackOf({ orders, web }, { paths: ['/web', '/orders', '/laptop'] });
    expect(reads).toEqual([
      {
        from: [at('/laptop'), at('/orders'), at('/web')],
        keys: { DATABASE_URL: '_LAPTOP_ORDERS_WEB__DATABASE_URL', SESSION: '_LAPTOP_ORDERS_WEB__SESSION' },
      },
    ]);
  });

  test('and what is of another project stays there', () => {
    const OTHER_ID = '6f1c2d7e-0000-4000-8000-000000000009';
    const mail: Service = { from: [{ projectId: OTHER_ID, path: '/mail' }], keys: ['SMTP'] };
    const { reads } = stackOf({ orders, mail }, { paths: ['/laptop'] });
    expect(reads.map(({ from }: { from: { path: string }[] }) => from.map(({ path }) => path))).toEqual([
      ['/laptop'],
      ['/mail'],
    ]);
  });

  test('one key with two values in the cluster is an error', () => {
    const stack = declaredStack({ orders, web: { ...web, keys: ['DATABASE_URL'] } }, { paths: ['/orders', '/web'] });
    expect(errorsOf(stack)).toEqual([
      '[shop/web] the key "DATABASE_URL" is read from /web in the cluster, and a laptop would take that of /orders: rename one of both (L3)',
    ]);
  });

  test('and so is a key that another path shadows, though nobody uses it there', () => {
    const queue: Service = { from: [{ path: '/queue', keys: ['DATABASE_URL', 'QUEUE'] }], keys: ['QUEUE'] };
    expect(errorsOf(declaredStack({ orders, queue }, { paths: ['/orders', '/queue'] }))).toEqual([
      '[shop/orders] the key "DATABASE_URL" is read from /orders in the cluster, and a laptop would take that of /queue: rename one of both (L3)',
    ]);
    expect(() => stackOf({ orders, queue }, { paths: ['/queue', '/orders'] })).not.toThrow();
  });
});
