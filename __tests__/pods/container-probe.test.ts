import { Duration } from 'cdk8s';
import { ConnectionScheme, Deployment, type Probe } from 'cdk8s-plus-28';
import { ContainerProbe, SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { type Manifest, synthesizeOne } from '../synthesis';

const probeOf = (readiness: Probe, props: object = { port: 8080 }): Manifest =>
  synthesizeOne('Deployment', (chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props, readiness })).spec
    .template.spec.containers[0].readinessProbe;

test.each<[string, Probe, object]>([
  ['HTTP', ContainerProbe.fromHttpGet('/ready'), { httpGet: { path: '/ready', port: 8080 } }],
  [
    'HTTP in full',
    ContainerProbe.fromHttpGet('/ready', {
      portName: 'admin',
      scheme: ConnectionScheme.HTTPS,
      host: 'example.com',
      headers: { Accept: 'text/plain' },
    }),
    {
      httpGet: {
        path: '/ready',
        port: 'admin',
        scheme: 'HTTPS',
        host: 'example.com',
        httpHeaders: [{ name: 'Accept', value: 'text/plain' }],
      },
    },
  ],
  ['TCP', ContainerProbe.fromTcpSocket({ port: 5432 }), { tcpSocket: { port: 5432 } }],
  ['a command', ContainerProbe.fromCommand(['pg_isready']), { exec: { command: ['pg_isready'] } }],
  ['gRPC', ContainerProbe.fromGrpc(9000, { service: 'orders' }), { grpc: { port: 9000, service: 'orders' } }],
])('%s', (_, probe, written) => {
  const ports = [{ number: 8080 }, { number: 9000, name: 'admin' }];
  expect(probeOf(probe, { ports })).toEqual(written);
});

test('all timings, and nothing that is not given', () => {
  const timings = {
    initialDelay: Duration.seconds(1),
    period: Duration.seconds(2),
    timeout: Duration.seconds(3),
    successThreshold: 4,
    failureThreshold: 5,
  };
  expect(probeOf(ContainerProbe.fromCommand(['true'], timings))).toEqual({
    exec: { command: ['true'] },
    initialDelaySeconds: 1,
    periodSeconds: 2,
    timeoutSeconds: 3,
    successThreshold: 4,
    failureThreshold: 5,
  });
});

test('a delay of nothing is written where it is given', () => {
  const probe = ContainerProbe.fromCommand(['true'], { initialDelay: Duration.seconds(0) });
  expect(probeOf(probe)).toEqual({ exec: { command: ['true'] }, initialDelaySeconds: 0 });
});

test('it works in any container of cdk8s-plus', () => {
  const liveness = ContainerProbe.fromHttpGet('/', { terminationGracePeriod: Duration.seconds(9) });
  const { spec } = synthesizeOne('Deployment', (chart) => {
    new Deployment(chart, 'api', { containers: [{ image: 'api:1.0', portNumber: 80, liveness }] });
  });
  expect(spec.template.spec.containers[0].livenessProbe).toEqual({
    httpGet: { path: '/', port: 80 },
    terminationGracePeriodSeconds: 9,
  });
});

test.each<[string, Probe, object, string]>([
  ['no port', ContainerProbe.fromTcpSocket(), {}, 'connects to no port, as the container has none: give port'],
  [
    'two ports',
    ContainerProbe.fromTcpSocket({ port: 1, portName: 'http' }),
    { port: 80 },
    'has port and portName: give one of both',
  ],
])('a probe with %s is told', (_, probe, props, message) => {
  expect(() => probeOf(probe, props)).toThrow(`a probe of the container "api" ${message}`);
});
