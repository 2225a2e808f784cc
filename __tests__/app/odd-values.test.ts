import { App, Chart } from 'cdk8s';
import { ArgoCdApplicationSet, SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret } from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const circle: Record<string, unknown> = {};
circle.self = circle;
const sparse: unknown[] = [];
sparse[1] = 'A';

describe('a value that only plain JavaScript can give is told by its prop', () => {
  test.each<[prop: string, value: unknown, message: string]>([
    ['securityContext', null, 'securityContext must be an object, found null'],
    ['containerSecurityContext', circle, 'containerSecurityContext must be an object that does not hold itself'],
    ['ports', [circle], 'ports[0] must be an object that does not hold itself'],
    ['dns', null, 'dns must be an object, found null'],
    ['volumes', [null], 'volumes[0] must be an object that does not hold itself, found null'],
    ['volumes', new Map(), 'volumes must be a list, found a Map'],
    ['strategy', {}, 'strategy must be a DeploymentStrategy'],
    ['hostAliases', circle, 'hostAliases must be a list'],
    ['command', sparse, 'command[0] must be text, found undefined'],
    ['labels', new Map(), 'labels must be an object, found a Map'],
  ])('%s: %p', (prop, value, message) => {
    const build = (chart: Chart) => {
      new SecretSyncedApp(chart, 'api', { ...APP, [prop]: value } as SecretSyncedAppProps);
    };
    expect(errorsOf(build)).toContainEqual(expect.stringContaining(message));
  });

  test('in a SyncedSecret', () => {
    const source = new Map() as unknown as typeof SYNC.source;
    expect(errorsOf((chart) => new SyncedSecret(chart, 's', { ...SYNC, source }))).toContainEqual(
      expect.stringContaining('source must be an object, found a Map'),
    );
  });

  test('in an ArgoCdApplicationSet', () => {
    const chart = new Chart(new App(), 'argocd');
    const environments = [null] as unknown as [];
    new ArgoCdApplicationSet(chart, 'shop', { repoUrl: 'https://git.example.com/shop.git', environments });
    expect(() => chart.toJson()).toThrow('environments[0] must be an object, found null');
  });
});
