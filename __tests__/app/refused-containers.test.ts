import { Chart, Testing } from 'cdk8s';
import { Cpu, Handler, Ingress, IngressBackend, Probe, type Service } from 'cdk8s-plus-28';
import { PodSecurityLevel, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';

const untyped = (value: unknown) => value as never;
const PRIVILEGED = { podSecurity: PodSecurityLevel.PRIVILEGED };

/** By the rule that tells of each. */
const REFUSED: [what: string, rule: string, props: Partial<SecretSyncedAppProps>][] = [
  ['the port 0', 'N5', { port: 0 }],
  ['a port as text', 'N5', { port: untyped('80') }],
  ['one of several ports, 0', 'P4', { ports: [{ number: 0 }] }],
  ['one of several ports, as text', 'F2', { ports: [{ number: untyped('80') }] }],
  [
    'a port of the host that is none',
    'P4',
    { ports: [{ number: 80, hostPort: 70_000 }], podSecurity: PodSecurityLevel.PRIVILEGED },
  ],
  ['a protocol that there is not', 'F4', { ports: [{ number: 80, protocol: untyped('HTTP') }] }],
  ['a long name of a port', 'P4', { ports: [{ number: 80, name: 'metrics-and-health' }] }],
  [
    'a port on the network of the host',
    'P5',
    { ...PRIVILEGED, hostNetwork: true, ports: [{ number: 80, hostPort: 81 }] },
  ],
  ['no image', 'N5', { image: '' }],
  ['a blank as image', 'N5', { image: ' ' }],
  ['blanks around the image', 'P2', { image: ' api:1' }],
  ['a sidecar without an image', 'P1', { containers: [{ name: 'proxy', image: '' }] }],
  ['a sidecar named like the app', 'P3', { containers: [{ name: 'api', image: 'proxy:1' }] }],
  ['an init container named like the app', 'P3', { initContainers: [{ name: 'api', image: 'init:1' }] }],
  ['a variable that starts with a digit', 'C13', { env: { '1A': 'x' } }],
  ['a variable in front of the one that it refers to', 'C20', { env: { B: '$(C)', C: 'x' } }],
  ['a variable that refers to one which nobody sets', 'C20', { env: { URL: 'http://$(HOST)/' } }],
  ['an argument that refers to one which nobody sets', 'C20', { args: ['--url=$(API_URL)'] }],
  ['a key with a slash', 'K7', { secretKeys: { CERT: 'team/cert' } }],
  ['no key', 'K7', { secretKeys: { CERT: '' } }],
  ['a probe of the port 0', 'P10', { readiness: Probe.fromHttpGet('/', { port: 0 }) }],
  ['a probe without a command', 'P10', { startup: Probe.fromCommand([]) }],
  ['two successes of a liveness probe', 'P9', { liveness: Probe.fromCommand(['a'], { successThreshold: 2 }) }],
  ['a hook without a command', 'P10', { lifecycle: { preStop: Handler.fromCommand([]) } }],
  ['a request above its limit', 'P13', { resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) } } }],
  ['less than no cpu', 'P13', { resources: { cpu: { request: Cpu.millis(-1) } } }],
  ['the user -1', 'P17', { containerSecurityContext: { user: -1 } }],
  ['what the level forbids, and contradicts itself', 'C15', { containerSecurityContext: { privileged: true } }],
  [
    'all privileges, and none more',
    'P17',
    { ...PRIVILEGED, containerSecurityContext: { privileged: true, allowPrivilegeEscalation: false } },
  ],
];

test.each(REFUSED)('%s is told once, by %s', (_, rule, props) => {
  const errors = errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props }));
  expect(errors).toEqual([expect.stringMatching(new RegExp(`\\(${rule}\\)$`))]);
});

test('secret keys stand in front of the plain variables that refer to them', () => {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  const env = { URL: 'https://$(TOKEN)@example.com' };
  const { deployment } = new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: ['TOKEN'], env });
  expect(Object.keys(deployment.containers[0].env.variables)).toEqual(['TOKEN', 'URL']);
  expect(() => chart.toJson()).not.toThrow();
});

test.each<[what: string, props: Partial<SecretSyncedAppProps>]>([
  ['what "$$" makes a text', { env: { URL: 'http://$$(HOST)/' } }],
  ['a program that a shell runs', { command: ['sh', '-c', 'echo "$(pg_config --version) $(hostname)"'] }],
  ['what the kubelet makes of a Service', { env: { URL: 'http://$(REDIS_SERVICE_HOST)/' } }],
])('%s is no reference to a variable that is not there', (_, props) => {
  expect(() => synthesize((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props }))).not.toThrow();
});

test.each([0, 70_000, '3000', null])('a program goes on with the Service where the port is %p', (port) => {
  const errors = errorsOf((chart) => {
    const { deployment, service } = new SecretSyncedApp(chart, 'api', { ...APP, port: untyped(port) });
    new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(service as Service) }] });
    deployment.exposeViaService({ name: 'other' });
  });
  expect(errors).toEqual([expect.stringContaining('port must be a whole number from 1 to 65535')]);
});
