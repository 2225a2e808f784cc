import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parse } from 'yaml';
import { type LocalAppProps, LocalStack, SecretSyncedApp, SecretSyncedCronJob } from '../../../lib';
import { SYNC } from '../../declarations';
import { composeViolations } from '../compose-schema';
import { errorsOf, source } from '../shop-on-a-laptop';

const PROXY = { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' };
const MIGRATE = { name: 'migrate', image: 'migrate:1' };
const WARM = { name: 'warm', image: 'warm:1' };

/** An application whose pod has these init containers. */
function stackWith(initContainers: readonly object[], local: LocalAppProps = {}): LocalStack {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const sync = { ...SYNC, source };
  const { deployment } = new SecretSyncedApp(chart, 'api', { image: 'api:1', sync, secretKeys: [], local });
  ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/initContainers', initContainers));
  return new LocalStack([chart]);
}

function servicesOf(stack: LocalStack) {
  const text = stack.files()['compose.yaml'];
  expect(composeViolations(text)).toEqual([]);
  return parse(text).services;
}

const ENDED = { condition: 'service_completed_successfully' };
const STARTED = { condition: 'service_started' };

describe('the network of a pod', () => {
  test('is that of a sidecar which an init container can need', () => {
    expect(servicesOf(stackWith([WARM, PROXY, MIGRATE]))).toEqual({
      api: { image: 'api:1', depends_on: { 'api-migrate': ENDED }, network_mode: 'service:api-proxy' },
      'api-warm': { image: 'warm:1' },
      'api-proxy': {
        image: 'proxy:1',
        depends_on: { 'api-warm': ENDED },
        networks: { default: { aliases: ['api'] } },
      },
      'api-migrate': { image: 'migrate:1', depends_on: { 'api-proxy': STARTED }, network_mode: 'service:api-proxy' },
    });
  });

  test('has then what the application is told of it', () => {
    const local = {
      ports: ['127.0.0.1:80:80'],
      networkAliases: ['shop'],
      hostname: 'shop',
      extraHosts: { other: '10.0.0.1' },
      compose: { dns: '10.0.0.2', shm_size: '1gb' },
      containers: { proxy: { ports: ['127.0.0.1:90:90'] } },
    };
    const services = servicesOf(stackWith([PROXY, MIGRATE], local));
    expect(services.api).toEqual({
      ...{ image: 'api:1', shm_size: '1gb', network_mode: 'service:api-proxy' },
      depends_on: { 'api-migrate': ENDED },
    });
    expect(services['api-proxy']).toEqual({
      ...{ image: 'proxy:1', hostname: 'shop', dns: '10.0.0.2', extra_hosts: { other: '10.0.0.1' } },
      ports: ['127.0.0.1:90:90', '127.0.0.1:80:80'],
      networks: { default: { aliases: ['api', 'shop'] } },
    });
  });

  test('is that of the application where no init container is behind the sidecar', () => {
    expect(servicesOf(stackWith([MIGRATE, PROXY]))).toEqual({
      api: { image: 'api:1', depends_on: { 'api-migrate': ENDED } },
      'api-migrate': { image: 'migrate:1' },
      'api-proxy': { image: 'proxy:1', network_mode: 'service:api' },
    });
  });

  test('is that of the sidecar of what ends: run by itself, it has its sidecar', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new SecretSyncedCronJob(chart, 'report', {
      ...{ image: 'report:1', schedule: '0 3 * * *', sync: { ...SYNC, source }, secretKeys: [], local: {} },
      containers: [{ name: 'proxy', image: 'proxy:1' }],
    });
    const services = servicesOf(new LocalStack([chart]));
    expect(services.report).toMatchObject({ network_mode: 'service:report-proxy', profiles: ['on-demand'] });
    expect(services['report-proxy']).toEqual({
      ...{ image: 'proxy:1', profiles: ['on-demand'] },
      networks: { default: { aliases: ['report'] } },
    });
  });

  test('is told where a container that joins it is to have one of its own', () => {
    const proxy = { ports: ['127.0.0.1:90:90'], compose: { dns: '10.0.0.1', shm_size: '1gb' } };
    const of = 'the service "api-proxy" has the network of its pod, in which local.containers["proxy"]';
    expect(errorsOf(stackWith([PROXY], { containers: { proxy } }))).toEqual([
      `[shop/api] ${of}.ports is nothing of its own: write it in local.ports, for the whole pod (L9)`,
      `[shop/api] ${of}.compose.dns is nothing of its own: write it in local.compose.dns, for the whole pod (L9)`,
    ]);
    const alone = { ...proxy, compose: { network_mode: 'host' } };
    expect(() => stackWith([PROXY], { containers: { proxy: alone } }).files()).not.toThrow();
  });

  test('is there in the profiles of the application, with all containers', () => {
    const services = servicesOf(stackWith([PROXY, MIGRATE], { profiles: ['debug'] }));
    const profiles = ['api', 'api-proxy', 'api-migrate'].map((name) => services[name].profiles);
    expect(profiles).toEqual([['debug'], ['debug'], ['debug']]);
  });
});
