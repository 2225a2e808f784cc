import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ContainerProbe, SecretSyncedApp, type SecretSyncedAppProps, SecretSyncedRollout } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesizeOne } from '../synthesis';

/** As JavaScript gives them, and casts. */
const errorsWith = (props: object) =>
  errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props } as SecretSyncedAppProps));
const podOf = (props: object): Manifest =>
  synthesizeOne('Deployment', (chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props })).spec.template.spec;
const withProp = (path: string, word: string, remedy: string) => [
  `[project/api] ${path} has no field "${word}" in the words of cdk8s-plus: ${remedy} (N5)`,
];

test.each([
  ['containerSecurityContext', { runAsUser: 1 }, 'runAsUser', 'write user'],
  ['containerSecurityContext', { seLinuxOptions: {} }, 'seLinuxOptions', 'drop it, or give it by podSpec'],
  ['securityContext', { runAsNonRoot: true }, 'runAsNonRoot', 'write ensureNonRoot'],
  ['securityContext', { fsgroup: 1 }, 'fsgroup', 'write fsGroup'],
  ['securityContext', { seccompProfile: {} }, 'seccompProfile', 'write the prop seccompProfile of the workload'],
  ['lifecycle', { prestop: {} }, 'prestop', 'write preStop'],
  ['dns', { dnsPolicy: 'None' }, 'dnsPolicy', 'write policy'],
])('what %s of cdk8s-plus has no word for is not left out in silence: %j', (prop, value, word, remedy) => {
  expect(errorsWith({ [prop]: value })).toEqual(withProp(prop, word, remedy));
});

test('a text in the place of a profile is told with an example', () => {
  expect(errorsWith({ seccompProfile: 'RuntimeDefault' })).toEqual([
    `[project/api] seccompProfile must be an object, found "RuntimeDefault", write for example { type: 'RuntimeDefault' } (N5)`,
  ]);
});

test("resources in Kubernetes' words are told in those of cdk8s-plus", () => {
  const [error] = errorsWith({ resources: { limits: { memory: '1Gi' } } });
  expect(error).toContain('write it as cpu: { request: Cpu.millis(100) } and memory: { limit: Size.mebibytes(256) }');
  expect(errorsWith({ resources: { cpu: { request: '100m' }, memory: { limit: '1Gi' } } })).toEqual([
    '[project/api] resources.cpu.request must be a Cpu, for example Cpu.millis(100), found "100m" (N5)',
    '[project/api] resources.memory.limit must be a Size, for example Size.mebibytes(256), found "1Gi" (N5)',
  ]);
});

test('ports, handlers, sources of variables and parts of seconds are told all at once, and nothing breaks on them', () => {
  expect(
    errorsWith({
      envFrom: [{ secretRef: { name: 'api' } }],
      ports: [{ containerPort: 80 }],
      lifecycle: { preStop: { exec: { command: ['true'] } } },
      minReady: Duration.millis(1500),
      terminationGracePeriod: 30,
    }),
  ).toEqual([
    '[project/api] envFrom[0] must be an EnvFrom, for example Env.fromConfigMap(…), found an object (N5)',
    '[project/api] ports[0] has no field "containerPort" in the words of cdk8s-plus: write number (N5)',
    "[project/api] lifecycle.preStop must be a Handler, for example Handler.fromCommand(['sleep', '5']), found an object (N5)",
    '[project/api] minReady must be whole seconds, found 1500 ms (N5)',
    '[project/api] terminationGracePeriod must be a Duration, for example Duration.minutes(5), found the number 30 (N5)',
  ]);
});

test('a container without a name, and one that no pod restarts by itself, are told', () => {
  const containers = [
    { image: 'proxy:1.0' },
    { name: 'log', image: 'log:1.0', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
  ];
  expect(errorsWith({ containers })).toEqual([
    '[project/api] containers[1].restartPolicy is for init containers: drop it, or move the container to initContainers (N5)',
    '[project/api] containers[0] has no name: set name (N5)',
  ]);
});

describe('podSpec', () => {
  const patched = (podSpec: object) => errorsWith({ podSpec });

  test.each([
    ['near', [{ name: 'apj', tty: true }], 'changes "apj", which the pod does not have: did you mean "api"?'],
    [
      'far',
      [{ name: 'proxy', tty: true }],
      'changes "proxy", which the pod does not have: there are "api"; a new one needs an image',
    ],
    [
      'to be removed',
      [{ name: 'proxy', $patch: 'delete' }],
      'changes "proxy", which the pod does not have: there are "api"; a new one needs an image',
    ],
    ['without a name', [{ tty: true }], 'has no name: write that of the container that it changes'],
  ])('a container that the pod does not have is told: %s', (_, containers, message) => {
    expect(patched({ containers })).toEqual([`[project/api] podSpec.containers[0] ${message} (N5)`]);
  });

  test('one of the init containers is told where it stands', () => {
    const initContainers = [{ name: 'migrate', image: 'migrate:1.0' }];
    expect(errorsWith({ initContainers, podSpec: { containers: [{ name: 'migrate', tty: true }] } })).toEqual([
      '[project/api] podSpec.containers[0] changes "migrate", which is one of initContainers: move it there (N5)',
    ]);
  });

  test('another directive than those of kubectl is told', () => {
    expect(patched({ containers: [{ name: 'api', env: [{ name: 'A', $patch: 'remove' }] }] })).toEqual([
      '[project/api] podSpec.containers[0].env[0].$patch must be "delete", "replace" or "merge", found "remove" (N5)',
    ]);
  });

  test('a new container, and one that is added later, are in order', () => {
    const containers = [
      { name: 'proxy', image: 'proxy:1.0' },
      { name: 'late', tty: true },
    ];
    const made = synthesizeOne('Deployment', (chart) =>
      new SecretSyncedApp(chart, 'api', { ...APP, podSpec: { containers } }).deployment.addContainer({
        name: 'late',
        image: 'late:1.0',
      }),
    );
    const [, late, proxy] = made.spec.template.spec.containers;
    expect([late.tty, proxy.image]).toEqual([true, 'proxy:1.0']);
  });
});

test('seccompProfile is that of the pod, and of no container', () => {
  const seccompProfile = { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'api.json' };
  const takenOver = { takeOver: true, selectorLabels: { app: 'api' }, seccompProfile };
  expect(podOf(takenOver)).toMatchObject({ securityContext: { seccompProfile } });
  expect(podOf(takenOver).containers[0].securityContext).toBeUndefined();
  const securityContext = { fsGroup: 1000 };
  expect(podOf({ seccompProfile, securityContext }).securityContext).toEqual({
    fsGroup: 1000,
    runAsNonRoot: true,
    seccompProfile,
  });
  expect(podOf({ seccompProfile }).containers[0].securityContext.seccompProfile).toBeUndefined();
});

test.each([
  [undefined, 'the Rollout has no strategy: write strategy: { canary: {} }, or blueGreen with its activeService'],
  [{}, 'strategy must have exactly one of canary and blueGreen, found none'],
  [{ canary: {}, blueGreen: {} }, 'strategy must have exactly one of canary and blueGreen, found both'],
  [{ canry: {} }, 'strategy must have exactly one of canary and blueGreen, found "canry": did you mean "canary"?'],
])('the strategy of a Rollout is one that Argo Rollouts takes: %j', (strategy, message) => {
  const { image, sync, secretKeys } = APP;
  const make = () =>
    errorsOf(
      (chart) => new SecretSyncedRollout(chart, 'api', { image, sync, secretKeys, strategy: strategy as object }),
    );
  expect(make()).toEqual([`[project/api] ${message} (N5)`]);
});

test('what a kind without auto-reload asks for is told once', () => {
  const props = { image: 'api:1.0', sync: APP.sync, secretKeys: ['TOKEN'], strategy: { canary: {} }, autoReload: true };
  expect(errorsOf((chart) => new SecretSyncedRollout(chart, 'api', props))).toHaveLength(1);
  expect(printedLines()).toEqual([]);
});

test('a probe with options of other types says which', () => {
  const options = { initialDelay: 5, perod: Duration.seconds(1) } as object;
  const [error] = errorsWith({ port: 80, readiness: ContainerProbe.fromHttpGet('/ready', options) });
  expect(error).toContain('initialDelay must be a Duration, for example Duration.minutes(5), found the number 5');
  expect(error).toContain('there is no prop "perod": did you mean "period"?');
});

test('the pod of a Rollout is judged as that of a Deployment', () => {
  const { image, sync, secretKeys } = APP;
  const podSpec = {
    hostPid: true,
    containers: [{ name: 'api', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
  };
  const strategy = { canary: {} };
  expect(
    errorsOf((chart) => new SecretSyncedRollout(chart, 'api', { image, sync, secretKeys, strategy, podSpec })),
  ).toEqual([
    expect.stringMatching(/volumeMounts\[0\]\.name is "data", and the pod has no such volume.*P23/),
    expect.stringMatching(/spec\.template\.spec has no field "hostPid": did you mean "hostPID"\? \(F1\)/),
  ]);
});
