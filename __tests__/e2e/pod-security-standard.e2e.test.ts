import fc from 'fast-check';
import { PodSecurityLevel } from '../../lib';
import { breachesOf, type PodTemplate } from '../../lib/pods/pod-security-standard';
import { securedPodSpec } from '../../lib/pods/secured-pod';
import { refusalsOfPods } from './pod-security-admission';

const { RESTRICTED, BASELINE, PRIVILEGED } = PodSecurityLevel;
const LEVELS = [RESTRICTED, BASELINE, PRIVILEGED];

/** Mostly absent, or as good as always there. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, { weight, arbitrary });
const rarely = <T>(...values: T[]) => sometimes(fc.constantFrom(...values));
const maybe = <T>(...values: T[]) => sometimes(fc.constantFrom(...values), 30);
const nonRoot = { runAsNonRoot: maybe(true, true, true, true, true, false), runAsUser: rarely(0, 1000) };
const profiles = {
  seccompProfile: rarely(
    { type: 'RuntimeDefault' },
    { type: 'Localhost', localhostProfile: 'a' },
    { type: 'Unconfined' },
  ),
  appArmorProfile: rarely({ type: 'RuntimeDefault' }, { type: 'Unconfined' }),
  seLinuxOptions: rarely({ type: 'container_t' }, { type: 'spc_t' }, { user: 'u' }, { role: 'r' }, { level: 's0' }, {}),
  windowsOptions: rarely({ hostProcess: true }, { hostProcess: false }),
};

const handler = rarely(
  { httpGet: { port: 80 } },
  { httpGet: { port: 80, host: 'example.com' } },
  { tcpSocket: { port: 80, host: '127.0.0.1' } },
  { exec: { command: ['true'] } },
);

const container = fc.record({
  name: fc.constantFrom('api', 'proxy'),
  securityContext: sometimes(
    fc.record({
      ...nonRoot,
      ...profiles,
      allowPrivilegeEscalation: maybe(false, false, false, false, true),
      privileged: rarely(true, false),
      procMount: rarely('Default', 'Unmasked'),
      capabilities: maybe(
        ...Array.from({ length: 12 }, () => ({ drop: ['ALL'] })),
        ...[
          { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          { drop: ['ALL'], add: ['CHOWN'] },
        ],
        ...[{ drop: ['NET_RAW'] }, { add: ['NET_ADMIN'] }, {}, { drop: [] }],
      ),
    }),
    100,
  ),
  ports: rarely([{ containerPort: 80 }], [{ containerPort: 80, hostPort: 80 }], [{ containerPort: 80, hostPort: 0 }]),
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: sometimes(fc.record({ postStart: handler, preStop: handler }), 3),
});

const volume = fc.constantFrom(
  ...[{ emptyDir: {} }, { secret: { secretName: 'a' } }, { configMap: { name: 'a' } }, { projected: { sources: [] } }],
  ...[{ persistentVolumeClaim: { claimName: 'a' } }, { csi: { driver: 'a' } }, { downwardAPI: {} }, { ephemeral: {} }],
  ...[{ image: { reference: 'a' } }, { hostPath: { path: '/' } }, { nfs: { server: 'a', path: '/' } }],
);

const template = fc.record({
  metadata: fc.record({
    annotations: rarely(
      ...['runtime/default', 'localhost/a', 'unconfined', ''].map((profile) => ({
        'container.apparmor.security.beta.kubernetes.io/api': profile,
      })),
    ),
  }),
  spec: fc.record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: fc.array(container, { maxLength: 1 }),
    securityContext: sometimes(
      fc.record({
        ...nonRoot,
        ...profiles,
        sysctls: rarely(
          ...['net.ipv4.tcp_rmem', 'net.ipv4.tcp_notsent_lowat', 'kernel.msgmax', 'kernel.shm_rmid_forced'].map(
            (name) => [{ name, value: '1' }],
          ),
        ),
      }),
      30,
    ),
    volumes: fc.array(
      volume.map((source) => ({ name: 'files', ...source })),
      { maxLength: 1 },
    ),
    hostNetwork: rarely(true, false),
    hostPID: rarely(true),
    hostIPC: rarely(true),
    hostUsers: rarely(true, false),
    os: rarely({ name: 'linux' }, { name: 'windows' }),
  }),
});

const templates = fc
  .sample(template, { numRuns: 6000, seed: 21 })
  .map((one): PodTemplate => JSON.parse(JSON.stringify(one)));

const secured = templates.map(({ metadata, spec }) => ({ metadata, spec: securedPodSpec(RESTRICTED, spec) }));

test('what breaches a level is what the admission of Kubernetes refuses, pod by pod', () => {
  const all = [...templates, ...secured];
  const questions = LEVELS.flatMap((level) => all.map((one) => ({ level, template: one })));
  const refusals = refusalsOfPods(questions);
  const differing = questions.filter(
    ({ level, template: one }, i) => breachesOf(level, one).length > 0 !== refusals[i].length > 0,
  );
  expect(differing).toEqual([]);
  for (const level of [RESTRICTED, BASELINE]) {
    const taken = questions.filter((one, i) => one.level === level && refusals[i].length === 0);
    expect(taken.length).toBeGreaterThan(2000);
    expect(taken.length).toBeLessThan(all.length - 2000);
  }
});

test('what the level demands is filled in wherever nothing else was asked for, and then the pod is taken', () => {
  const refusals = refusalsOfPods(secured.map((one) => ({ level: RESTRICTED, template: one })));
  const contradicted = templates.map((one) => breachesOf(RESTRICTED, one).some(({ isMissing }) => !isMissing));
  expect(refusals.map(({ length }) => length > 0)).toEqual(contradicted);
  expect(secured.flatMap((one) => breachesOf(RESTRICTED, one)).filter(({ isMissing }) => isMissing)).toEqual([]);
});
