import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { variablesReferredToIn } from '../../../lib/model/variable-reference';
import { checkManifests, checkResources } from '../../../lib/validation/check-manifests';
import { messagesWithKeys } from '../declared-keys';
import { configMap, container, infisicalSecret, keyContainer, managedSecret } from '../manifests';
import { envFrom, pod } from '../pods';
import { describeRules } from '../rule-cases';

const plain = (name: string, value: string) => ({ name, value });
const key = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'other', key: name } } });
const having = (env: Fields[], more: Fields = {}) => pod({ containers: [container({ env, ...more })] });

describeRules([
  {
    rule: 'C4',
    what: 'a variable that is set twice',
    bad: [pod({ containers: [keyContainer(['A', 'A'])] })],
    good: [pod({ containers: [keyContainer(['A', 'B'])] })],
    message: 'the variable "A" of container "api" is set twice: keep one',
  },
  {
    rule: 'C4',
    what: 'a variable that is set again, without the value before',
    bad: [having([plain('A', 'a'), plain('A', '$$(A)')])],
    good: [having([plain('A', 'a'), plain('A', 'b:$(A)'), plain('A', 'c:$(A)')])],
    message: 'the variable "A" of container "api" is set twice: keep one',
  },
  {
    rule: 'C13',
    what: 'a variable that starts with a digit, where nobody has told the version of the cluster',
    bad: [having([plain('1ST', 'x')])],
    good: [having([plain('FIRST', 'x')])],
    message:
      'the name of the environment variable "1ST" must be letters, digits, "_", "-" and ".", and must not start with a digit: rename it, or, if your cluster has Kubernetes 1.32 or later, set kubernetes.version in cdk8s-infisical.yaml',
  },
  ...['1.29', '1.31'].map((kubernetesVersion) => ({
    rule: 'C13',
    what: `a variable that starts with a digit in Kubernetes ${kubernetesVersion}`,
    settings: { kubernetesVersion },
    bad: [having([plain('1ST', 'x')])],
    good: [having([plain('.a-B_1', 'x')])],
    message:
      'the name of the environment variable "1ST" must be letters, digits, "_", "-" and ".", and must not start with a digit: rename it',
  })),
  ...['1.32', '1.34', 'v1.37.2'].map((kubernetesVersion) => ({
    rule: 'C13',
    what: `nearly any name in Kubernetes ${kubernetesVersion}`,
    settings: { kubernetesVersion },
    bad: [having([plain('A=B', 'x')])],
    good: [having([plain('1A', 'x'), plain('A B/:$', 'x')])],
    message:
      'the name of the environment variable (no valid name, 3 characters) must be printable ASCII characters without "=": rename it',
  })),
  {
    rule: 'C13',
    what: 'a prefix that starts with a digit',
    settings: { kubernetesVersion: '1.31' },
    bad: [pod(envFrom('other', { prefix: '1_' }))],
    good: [pod(envFrom('other', { prefix: '' }))],
    message:
      'the prefix "1_" of environment variables must be letters, digits, "_", "-" and ".", and must not start with a digit: write another',
  },
  {
    rule: 'C13',
    what: 'a variable without a name',
    bad: [having([{ value: 'x' }])],
    good: [having([])],
    message: 'the environment variable has no name: write one',
  },
  {
    rule: 'C20',
    what: 'a reference to a variable that is set later',
    bad: [having([plain('URL', 'amqp://$(USER):$(HOST)'), key('USER')])],
    good: [having([key('USER'), plain('URL', 'amqp://$(USER):$(HOST)')])],
    message:
      'the variable "URL" of container "api" refers to "USER", which is set behind it: move "USER" in front of it',
  },
  {
    rule: 'C20',
    what: 'a reference to what is nearly a variable',
    bad: [having([key('DB_USER'), plain('URL', 'amqp://$(DB_USR)@db')])],
    good: [having([key('DB_USER'), plain('URL', 'amqp://$$(DB_USR)@db')])],
    message:
      'the variable "URL" of container "api" refers to a variable that it does not have: did you mean $(DB_USER)?',
  },
  {
    rule: 'C20',
    what: 'a reference in arguments to what is nearly a variable',
    bad: [having([key('DB_USER')], { args: ['--user', '$(DB_USERS)'] })],
    good: [having([plain('OTHER', 'x'), key('DB_USER')], { args: ['--user', '$(DB_USER)'] })],
    message: 'args[1] of container "api" refers to a variable that it does not have: did you mean $(DB_USER)?',
  },
  {
    rule: 'C20',
    what: 'a reference to what the image sets',
    bad: [having([plain('PATH', '/opt/bin:$(PATH)')])],
    good: [having([plain('PATH', '/opt/bin'), plain('PATH', '$(PATH):/usr/bin')])],
    message:
      'the variable "PATH" of container "api" refers to itself, and nothing before it sets "PATH", what the image sets does not count: write the whole value',
  },
  {
    rule: 'C20',
    what: 'a reference to a variable of another container',
    bad: [
      pod({
        containers: [
          container({ env: [plain('URL', '$(QUEUE)')] }),
          { ...container({ name: 'b' }), env: [key('QUEUE')] },
        ],
      }),
    ],
    good: [
      pod({
        containers: [
          container({ env: [plain('URL', '$(OTHER)')] }),
          { ...container({ name: 'b' }), env: [key('QUEUE')] },
        ],
      }),
    ],
    message:
      'the variable "URL" of container "api" refers to "QUEUE", which it does not have: set it in front of it, or write "$$" for a "$"',
  },
  {
    rule: 'C20',
    what: 'a reference to a key that a whole ConfigMap does not bring',
    bad: [
      configMap('settings', { data: { HOST: 'db' } }),
      having([plain('URL', '$(USER)'), key('USER')], { envFrom: [{ configMapRef: { name: 'settings' } }] }),
    ],
    good: [
      configMap('settings', { data: { USER: 'db' } }),
      having([plain('URL', '$(USER)'), key('USER')], { envFrom: [{ configMapRef: { name: 'settings' } }] }),
    ],
    message:
      'the variable "URL" of container "api" refers to "USER", which is set behind it: move "USER" in front of it',
  },
]);

describe('C20 says nothing', () => {
  const quiet = (env: Fields[], more: Fields = {}, spec: Fields = {}) =>
    checkManifests([pod({ containers: [container({ env, ...more })], ...spec })]).filter(({ rule }) => rule === 'C20');

  test('of what a shell is to run', () => {
    const script = 'now=$(date); echo "$(hostname) $(cat /etc/os-release) $NOW ${NOW}"';
    expect(quiet([key('DATE'), key('HOSTNAME')], { command: ['sh', '-c', script] })).toEqual([]);
  });

  test('of variables that a whole Secret from elsewhere may bring', () => {
    expect(quiet([plain('URL', '$(USER)'), key('USER')], { envFrom: [{ secretRef: { name: 'other' } }] })).toEqual([]);
  });

  test('of variables that the kubelet makes of Services, unless it makes none', () => {
    const env = [key('REDIS_SERVICE_HOSTS'), plain('URL', '$(REDIS_SERVICE_HOST)')];
    expect(quiet(env)).toEqual([]);
    expect(quiet(env, {}, { enableServiceLinks: false })).toHaveLength(1);
  });

  test('in YAML from elsewhere of what it does not know, which somebody may fill in before it is applied', () => {
    expect(quiet([plain('URL', 'https://$(INGRESS_HOST)')])).toEqual([]);
  });
});

test.each([
  [undefined, ['C5']],
  ['1.29', ['C5']],
  ['1.30', []],
])(
  'of keys that cannot name a variable, the kubelet of Kubernetes %s leaves out (C5): %j',
  (kubernetesVersion, rules) => {
    const template = { data: { '1ST': '{{ .A.Value }}' } };
    const secret = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const found = checkManifests([secret, pod(envFrom('api-secrets'))], { kubernetesVersion });
    expect(found.map(({ rule }) => rule).filter((rule) => rule === 'C5')).toEqual(rules);
  },
);

test('C20 knows the keys that the operator writes', () => {
  const whole = (name: string) =>
    having([plain('URL', `$(${name})`), key('USER')], { envFrom: [{ secretRef: { name: 'api-secrets' } }] });
  const told = (name: string, keys: string[]) => messagesWithKeys('C20', keys, [infisicalSecret(), whole(name)]);
  expect(told('USER', ['USER'])).toEqual([]);
  expect(told('USER', ['TOKEN'])).toHaveLength(1);
});

const REFERRING = { containers: [container({ args: ['--node=$(POD_NAME)'] })] };

test.each([
  ['apps/v1', 'Deployment', { template: { spec: REFERRING } }, ['C20']],
  ['monitoring.coreos.com/v1', 'Prometheus', REFERRING, []],
  [
    'rabbitmq.com/v1beta1',
    'RabbitmqCluster',
    { override: { statefulSet: { spec: { template: { spec: REFERRING } } } } },
    [],
  ],
])('C20 knows not what an operator adds to the containers of its kind: %s %s', (apiVersion, kind, spec, rules) => {
  const manifest = { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, spec } as Manifest;
  const found = checkResources([{ manifest, construct: {} }]).map(({ rule }) => rule);
  expect(found.filter((rule) => rule === 'C20')).toEqual(rules);
});

test('no message of C20 has a word of a value', () => {
  const value = 'hunter2$(DB_USR)hunter3$(PASSWORT_hunter4)';
  const found = checkManifests([having([key('DB_USER'), plain('URL', value)])]);
  expect(found.map(({ rule }) => rule)).toContain('C20');
  expect(JSON.stringify(found.map(({ message }) => message))).not.toMatch(/hunter|USR/);
});

test.each([
  ['$(A)', ['A']],
  ['a$(A)$(B)', ['A', 'B']],
  ['$$(A)', []],
  ['$$$(A)', ['A']],
  ['$(A', []],
  ['$A $ $', []],
  ['$($(A))', ['$(A']],
])('%s refers to %j, as the kubelet expands it', (text, names) => {
  expect(variablesReferredToIn(text)).toEqual(names);
});
