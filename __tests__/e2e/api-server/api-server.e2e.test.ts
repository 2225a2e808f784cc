import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../../lib/model/kubernetes-version';
import { type ApiServer, apiServers } from './api-server';

let servers: readonly ApiServer[];

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

const deployment = (container: object, metadata: object = { name: 'api' }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: { containers: [{ name: 'api', image: 'api:1', ...container }] },
    },
  },
});

const infisicalSecret = (spec: object) => ({
  apiVersion: 'secrets.infisical.com/v1alpha1',
  kind: 'InfisicalSecret',
  metadata: { name: 'shop' },
  spec,
});

/** What each version answers, as `Type field`. */
const answers = (...objects: object[]) =>
  servers.map(({ judge }) =>
    judge(objects.map((object) => ({ object }))).map(({ refused }) =>
      refused.map(({ type, field }) => `${type} ${field}`),
    ),
  );

test('they are the oldest and the newest version that the project supports', () => {
  const releases = servers.map(({ version }) => version.replace(/\.\d+$/, ''));
  expect(releases).toEqual([OLDEST_KUBERNETES, NEWEST_KUBERNETES]);
});

test('sound objects are taken by both versions', () => {
  const privileged = { securityContext: { privileged: true } };
  const clusterRole = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'a', namespace: 'b' },
  };
  const taken = answers(
    configMap,
    deployment({}),
    deployment(privileged),
    infisicalSecret({ resyncInterval: 60 }),
    clusterRole,
  );
  expect(taken).toEqual([Array(5).fill([]), Array(5).fill([])]);
});

test('what the server cannot decode, does not know or does not allow is refused with the path of the field', () => {
  const container = 'spec.template.spec.containers[0]';
  const refused = answers(
    deployment({}, { name: 'a'.repeat(254) }),
    deployment({ ports: [{ containerPort: 0 }] }),
    deployment({ ports: [{ containerPort: '80' }] }),
    deployment({ prot: 80 }),
    infisicalSecret({ resyncInterval: '60', hostApi: 'x' }),
  );
  const expected = [
    ['Invalid value metadata.name'],
    [`Required value ${container}.ports[0].containerPort`],
    ['Decoding spec.template.spec.containers.ports.containerPort'],
    [`Unknown field ${container}.prot`],
    ['Unknown field spec.hostApi', 'Invalid value spec.resyncInterval'],
  ];
  expect(refused).toEqual([expected, expected]);
});

test('each version answers as it is', () => {
  const [oldest, newest] = answers(
    deployment({ env: [{ name: '1A', value: 'x' }] }),
    deployment({ restartPolicyRules: [] }),
  );
  const container = 'spec.template.spec.containers[0]';
  expect(oldest).toEqual([
    [`Invalid value ${container}.env[0].name`],
    [`Unknown field ${container}.restartPolicyRules`],
  ]);
  expect(newest).toEqual([[], []]);
});

test('a text is one document, whose keys stand once', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
  for (const { judge } of servers) {
    const verdicts = judge([{ text }, { text: `${text}  name: other\n` }, { text: `${text}---\n${text}` }]);
    expect(verdicts.map(({ refused }) => refused.map(({ detail }) => detail))).toEqual([
      [],
      [expect.stringContaining('key "name" already set')],
      ['more than one document'],
    ]);
  }
});

test('of a kind that nobody has declared nothing is said', () => {
  const [application] = [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: '-' } }];
  for (const { judge } of servers) {
    expect(judge([{ object: application }])).toMatchObject([{ refused: [], unknownKind: true }]);
  }
});
