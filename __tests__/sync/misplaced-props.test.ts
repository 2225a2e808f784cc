import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { DynamicSecret, InfisicalHost, PushedSecret, SyncedSecret, type SyncedSecretProps } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf } from '../synthesis';
import { problemsOf, shop } from './shop';
import './reading-project';

const untyped = (value: unknown) => value as never;
const SHOP = { projectSlug: 'shop', environment: 'prod' };
const EU = InfisicalHost.cloudEu();

function toldIn(declare: (chart: Chart) => void): string[] {
  const { project, chart } = shop();
  declare(chart);
  return problemsOf(project);
}

describe('a prop that is called otherwise, or stands at another place, is told (N5)', () => {
  test.each<[object, string, string]>([
    [{ secretPath: '/orders' }, 'secretPath', '"path"'],
    [{ secretsPath: '/orders' }, 'secretsPath', '"path"'],
    [{ folder: '/orders' }, 'folder', '"path"'],
    [{ sourcePath: '/orders' }, 'sourcePath', '"path"'],
    [{ projectName: 'other' }, 'projectName', '"projectSlug"'],
    [{ project: 'other' }, 'project', '"projectSlug"'],
    [{ slug: 'other' }, 'slug', '"projectSlug"'],
    [{ env: 'dev' }, 'env', '"environment"'],
    [{ environmentSlug: 'dev' }, 'environmentSlug', '"environment"'],
    [{ secretKeys: ['DATABASE_URL'] }, 'secretKeys', '"keys"'],
    [{ host: EU }, 'host', '"host", beside "source"'],
    [{ auth: SYNC.auth }, 'auth', '"auth", beside "source"'],
  ])('%p in a source', (source, prop, meant) => {
    const message = `there is no prop "source.${prop}": did you mean ${meant}?`;
    expect(toldIn((chart) => new SyncedSecret(chart, 's', { source: untyped(source) }))).toEqual([
      expect.stringContaining(`[shop/s] ${message}`),
    ]);
  });

  test.each<[object, string, string]>([
    [{ path: '/orders' }, 'path', 'secretPath'],
    [{ folder: '/orders' }, 'folder', 'secretPath'],
    [{ path: '/orders', source: { recursive: true } }, 'path', 'source.path'],
    [{ environment: 'dev' }, 'environment', 'source.environment'],
    [{ projectSlug: 'other', secretPath: '/orders' }, 'projectSlug', 'source.projectSlug'],
    [{ recursive: true }, 'recursive', 'source.recursive'],
  ])('%p beside the source', (props, prop, meant) => {
    const message = `there is no prop "${prop}": did you mean "${meant}"?`;
    expect(toldIn((chart) => new SyncedSecret(chart, 's', untyped(props)))).toEqual([
      expect.stringContaining(`[shop/s] ${message}`),
    ]);
  });

  test('of a push, and of a lease', () => {
    const push = { ...SYNC, secret: { name: 'made' } };
    expect(
      errorsOf((chart) => {
        new PushedSecret(chart, 'a', { ...push, destination: untyped({ ...SHOP, secretPath: '/made' }) });
        new PushedSecret(chart, 'b', untyped({ ...push, destination: SHOP, path: '/made' }));
        const lease = { auth: SYNC.auth, dynamicSecretName: 'orders', secretName: 'lease', location: SHOP };
        new DynamicSecret(chart, 'c', untyped({ ...lease, path: '/made' }));
      }),
    ).toEqual([
      '[project/a] there is no prop "destination.secretPath": did you mean "path"? (N5)',
      '[project/b] there is no prop "path": did you mean "destination.path"? (N5)',
      '[project/c] there is no prop "path": did you mean "location.path"? (N5)',
    ]);
  });

  test('a destination that says nothing names no folder to push to (S11)', () => {
    const message = 'it is not told where to push to: give secretPath, for example "/generated", or destination';
    expect(toldIn((chart) => new PushedSecret(chart, 'push', { destination: {}, secret: { name: 'made' } }))).toEqual([
      expect.stringContaining(`[shop/push] ${message}`),
    ]);
  });
});

describe('props with more in them than is asked for are in order', () => {
  interface OrdersProps extends SyncedSecretProps {
    readonly path: string;
    readonly environment: string;
    readonly projectName: string;
  }

  class Orders extends SyncedSecret {
    public constructor(scope: Construct, id: string, props: OrdersProps) {
      super(scope, id, props);
    }
  }

  test('those of a subclass', () => {
    const props = { path: '/ingress', environment: 'staging', projectName: 'Orders' };
    expect(toldIn((chart) => new Orders(chart, 's', props))).toEqual([]);
  });

  test.each<[string, object]>([
    ['a name that says nothing about Infisical', { teamName: 'orders', hostName: 'orders.example.com', image: 'a:1' }],
    ['what is given under its own name, too', { path: '/orders', secretPath: '/orders' }],
    ['and in the source', { environment: 'prod', path: '/a', source: { environment: 'prod', path: '/a' } }],
    ['a project that has a name and a slug', { source: { projectName: 'Shop', projectSlug: 'shop', path: '/a' } }],
    ['a folder with a name, an id and a type of its own', { source: { name: 'a', id: 'a', type: 'x', path: '/a' } }],
    ['another type of value', { path: 7, source: { host: 'orders.example.com', path: '/a' } }],
    ['nothing', { path: undefined, source: { secretPath: undefined, path: '/a' } }],
  ])('%s', (_, props) => {
    expect(toldIn((chart) => new SyncedSecret(chart, 's', untyped(props)))).toEqual([]);
  });
});
