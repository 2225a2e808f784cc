import { ApiObject, Chart } from 'cdk8s';
import { ConfigMap, Deployment, EnvValue, ServiceAccount, Volume } from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  ApiGeneration,
  ArgoCdApplication,
  DynamicSecret,
  GitOpsApp,
  InfisicalLogin,
  InfisicalRules,
  InfisicalServiceAccount,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { checkManifests } from '../../lib/validation/check-manifests';
import { APP, SYNC } from '../declarations';
import { runs } from '../property-runs';

const LONG = 'a'.repeat(64);
const SIDECAR = { image: 'proxy:1', securityContext: {} };

function told(declare: (chart: Chart) => void) {
  const app = new GitOpsApp();
  declare(new Chart(app, 'shop', { namespace: 'shop' }));
  const counting = findingsOfApp(app).filter(({ suppressedBecause }) => suppressedBecause === undefined);
  return counting.map(({ path, rule, message }) => ({ path, rule, message }));
}

const rulesAt = (declare: (chart: Chart) => void) => told(declare).map(({ path, rule }) => `${path} ${rule}`);

describe('a name that was given once is told once, where it was given', () => {
  const DYNAMIC = { auth: SYNC.auth, location: SYNC.source, dynamicSecretName: 'db' };

  test.each<[string, string, (chart: Chart, name: string) => void]>([
    [
      'an app with a Service',
      'shop/api N1',
      (chart, name) => new SecretSyncedApp(chart, 'api', { ...APP, port: 80, name }),
    ],
    ['an app without', 'shop/api N3', (chart, name) => new SecretSyncedApp(chart, 'api', { ...APP, name })],
    [
      'an app of v1beta1',
      'shop/api N3',
      (chart, name) =>
        new SecretSyncedApp(chart, 'api', { ...APP, sync: { ...SYNC, generation: ApiGeneration.V1BETA1 }, name }),
    ],
    [
      'the name of a managed Secret that two workloads use',
      'shop/keys M7',
      (chart, secretName) => {
        const secret = new SyncedSecret(chart, 'keys', { ...SYNC, secretName });
        new SecretSyncedApp(chart, 'api', { ...APP, sync: undefined, secret });
        const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
        const files = { path: '/keys', secretKeys: { cert: 'CERT' } };
        secret.injectInto(worker, { secretKeys: ['TOKEN'], files });
      },
    ],
    [
      'a sync that a workload takes everything from',
      'shop/keys N1',
      (chart, name) => {
        const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
        InfisicalRules.suppress(worker, 'C5', 'it reads all');
        new SyncedSecret(chart, 'keys', { ...SYNC, name }).injectInto(worker, { everyKey: true } as never);
      },
    ],
    [
      'a dynamic secret that a workload uses',
      'shop/db N1',
      (chart, name) => {
        const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
        new DynamicSecret(chart, 'db', { ...DYNAMIC, name } as never).injectInto(worker, { secretKeys: ['TOKEN'] });
      },
    ],
    ['a service account', 'shop/account N1', (chart, name) => new InfisicalServiceAccount(chart, 'account', { name })],
    [
      'a service account that syncs log in with',
      'shop/account N1',
      (chart, name) => {
        const identityId = '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d';
        const auth = new InfisicalServiceAccount(chart, 'account', { name }).auth({ identityId });
        new SyncedSecret(chart, 'keys', { ...SYNC, auth });
        new SyncedSecret(chart, 'more', { ...SYNC, auth });
      },
    ],
    [
      'the connection of a login',
      'shop/login N1',
      (chart, connectionName) => new InfisicalLogin(chart, 'login', { auth: SYNC.auth, connectionName }),
    ],
  ])('%s', (_, place, declare) => {
    for (const name of ['Api', 'a b', 'x-', 'a'.repeat(254)]) {
      expect({ name, told: rulesAt((chart) => declare(chart, name)) }).toEqual({ name, told: [place] });
    }
  });

  test('as the place sees it that takes the fewest names: what is right there is right everywhere', () => {
    const [{ message }] = told((chart) => new SecretSyncedApp(chart, 'api', { ...APP, port: 80, name: 'a.B' }));
    expect(message).toBe(
      'the name of the Service "a.B" must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter',
    );
    const [container] = told((chart) => new SecretSyncedApp(chart, 'api', { ...APP, name: LONG }));
    expect(container.message).toBe(`the name of the container "${LONG}" has 64 characters, 63 are allowed`);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['name', (chart) => new SecretSyncedApp(chart, 'at', { ...APP, port: 80, name: '' })],
    ['metadata.name', (chart) => new SecretSyncedApp(chart, 'at', { ...APP, port: 80, metadata: { name: '' } })],
    ['containerName', (chart) => new SecretSyncedApp(chart, 'at', { ...APP, port: 80, containerName: '' })],
    ['name', (chart) => new SyncedSecret(chart, 'at', { ...SYNC, name: '' })],
    ['name', (chart) => new DynamicSecret(chart, 'at', { ...DYNAMIC, name: '' } as never)],
    ['name', (chart) => new InfisicalServiceAccount(chart, 'at', { name: '' })],
    ['authName', (chart) => new InfisicalLogin(chart, 'at', { auth: SYNC.auth, authName: '' })],
    ['connectionName', (chart) => new InfisicalLogin(chart, 'at', { auth: SYNC.auth, connectionName: '' })],
    [
      'name',
      (chart) => new ArgoCdApplication(chart, 'at', { name: '', repoUrl: 'https://git.example.com/a.git' } as never),
    ],
    [
      'secretName',
      (chart) => {
        const secret = new SyncedSecret(chart, 'at', { ...SYNC, secretName: '' });
        new SecretSyncedApp(chart, 'api', { ...APP, sync: undefined, secret });
      },
    ],
  ])('an empty %s', (prop, declare) => {
    const ofNames = told(declare).filter(({ rule }) => /^[MNPW]\d+$/.test(rule ?? ''));
    expect(ofNames).toEqual([
      { path: 'shop/at', rule: 'N1', message: `${prop} is empty: write a name, or leave it out` },
    ]);
  });
});

test('a bad name of an object is not told of those who refer to it', () => {
  const declare = (name: string) => (chart: Chart) => {
    const settings = new ConfigMap(chart, 'settings', { metadata: { name }, data: { LEVEL: 'info' } });
    const deployment = new Deployment(chart, 'api', { containers: [SIDECAR] });
    const [container] = deployment.containers;
    container.env.addVariable('LEVEL', EnvValue.fromConfigMap(settings, 'LEVEL'));
    container.mount('/settings', Volume.fromConfigMap(chart, 'volume', settings, { name: 'settings' }));
  };
  expect(rulesAt(declare('settings'))).toEqual([]);
  expect(rulesAt(declare('Settings'))).toEqual(['shop/settings N1']);
});

test('nor of the Ingress that leads to a Service', () => {
  const declare = (name: string) => (chart: Chart) => {
    const { deployment } = new SecretSyncedApp(chart, 'api', { ...APP, port: 80 });
    deployment.exposeViaIngress('/shop', { name });
  };
  expect(rulesAt(declare('shop'))).toEqual([]);
  expect(rulesAt(declare('Shop'))).toEqual(['shop/api/Deployment/ShopService N1']);
});

describe('what is another mistake is told too', () => {
  test('a bad name of what somebody else declares', () => {
    const found = rulesAt((chart) => {
      const settings = ConfigMap.fromConfigMapName(chart, 'settings', 'Settings');
      new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'Settings' } });
      const deployment = new Deployment(chart, 'api', { containers: [SIDECAR] });
      deployment.containers[0].env.addVariable('LEVEL', EnvValue.fromConfigMap(settings, 'LEVEL'));
    });
    expect(found).toEqual(['shop/api P8', 'shop/secret N1']);
  });

  test('two apps with one bad name, and two containers', () => {
    expect(
      rulesAt((chart) => {
        new SecretSyncedApp(chart, 'one', { ...APP, name: 'Api' });
        new SecretSyncedApp(chart, 'two', { ...APP, name: 'Api', namespace: 'two' });
      }),
    ).toEqual(['shop/one N3', 'shop/two N3']);
    expect(
      rulesAt(
        (chart) =>
          new SecretSyncedApp(chart, 'api', { ...APP, name: 'Api', containers: [{ ...SIDECAR, name: 'Proxy' }] }),
      ),
    ).toEqual(expect.arrayContaining(['shop/api N3', 'shop/api/Deployment N3']));
  });

  test('the same text at a place that is called otherwise', () => {
    const labels = { 'app.kubernetes.io/name': 'a b', team: 'a b' };
    const found = told((chart) => new SecretSyncedApp(chart, 'api', { ...APP, name: 'a b', labels }));
    expect(found.map(({ message }) => message.slice(0, 40))).toEqual([
      'the name of the container "a b" must be ',
      'the value "a b" of the label "team" must',
    ]);
  });

  test('a rule about something else at the same place', () => {
    expect(
      rulesAt((chart) => {
        const secret = new SyncedSecret(chart, 'keys', { ...SYNC, secretName: 'keys', secretNamespace: 'elsewhere' });
        new SecretSyncedApp(chart, 'api', { ...APP, sync: undefined, secret });
      }),
    ).toEqual(['shop/api/Deployment C1']);
  });

  test('a container that is called like the Secret it uses, by somebody', () => {
    expect(
      rulesAt((chart) => {
        const worker = new Deployment(chart, 'worker', { containers: [{ name: 'Keys', image: 'worker:1' }] });
        new SyncedSecret(chart, 'secret', { ...SYNC, secretName: 'Keys' }).injectInto(worker, {
          secretKeys: ['TOKEN'],
        });
      }),
    ).toEqual(['shop/secret M7', 'shop/worker N3']);
  });

  test('a Secret that is called like a service account', () => {
    const secretKeyRef = { name: 'Api', key: 'TOKEN' };
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef } }];
    expect(
      rulesAt((chart) => {
        new InfisicalServiceAccount(chart, 'account', { name: 'Api' });
        const spec = { containers: [{ name: 'api', image: 'api:1', env }] };
        new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec, metadata: { name: 'pod' } } as never);
      }),
    ).toEqual(['shop/pod P8', 'shop/account N1']);
  });

  test('an app that is called like the service account of somebody, which it uses', () => {
    expect(
      rulesAt((chart) => {
        const serviceAccount = ServiceAccount.fromServiceAccountName(chart, 'account', 'Api');
        new SecretSyncedApp(chart, 'api', { ...APP, name: 'Api', serviceAccount });
      }),
    ).toEqual(['shop/api/Deployment P28', 'shop/api N3']);
  });

  test('the places that are left where one is suppressed', () => {
    const app = new GitOpsApp();
    const api = new SecretSyncedApp(new Chart(app, 'shop', { namespace: 'shop' }), 'api', {
      ...APP,
      port: 80,
      name: 'Api',
    });
    InfisicalRules.suppress(api.service as never, 'N1', 'made by hand');
    const found = findingsOfApp(app).map(({ path, rule, suppressedBecause }) => [path, rule, suppressedBecause]);
    expect(found).toEqual([
      ['shop/api/Service', 'N1', 'made by hand'],
      ['shop/api', 'N3', undefined],
    ]);
  });

  test('each place in YAML, where each is written', () => {
    const metadata = { name: 'Api', namespace: 'shop' };
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'Api', key: 'A' } } }];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { containers: [{ name: 'api', image: 'api:1', env }] },
    };
    const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } };
    expect(checkManifests([pod, service] as never).map(({ rule }) => rule)).toEqual(['P8', 'N1', 'N1']);
  });

  /** Texts that no object, label, container or port can be called. */
  const bad = fc
    .tuple(fc.constantFrom('A', 'b c', 'd/', '-e', 'f_'), fc.stringMatching(/^[a-z]{1,8}$/))
    .map(([wrong, rest]) => `${wrong}${rest}!`);
  const PLACES: readonly ((chart: Chart, name: string, other: string) => void)[] = [
    (chart, name, other) => new SecretSyncedApp(chart, 'api', { ...APP, name, containerName: other }),
    (chart, name, other) => new SecretSyncedApp(chart, 'api', { ...APP, name, labels: { team: other } }),
    (chart, name, other) => new SecretSyncedApp(chart, 'api', { ...APP, name, sync: { ...SYNC, name: other } }),
    (chart, name, other) => new SecretSyncedApp(chart, 'api', { ...APP, name, sync: { ...SYNC, secretName: other } }),
    (chart, name, other) =>
      new SecretSyncedApp(chart, 'api', { ...APP, name, containers: [{ ...SIDECAR, name: other }] }),
    (chart, name, other) => new SyncedSecret(chart, 'keys', { ...SYNC, name, secretName: other }),
    (chart, name, other) => {
      const secret = new SyncedSecret(chart, 'keys', { ...SYNC, name });
      new SecretSyncedApp(chart, 'api', { ...APP, sync: undefined, secret, name: other });
    },
    (chart, name, other) => {
      new SecretSyncedApp(chart, 'api', { ...APP, name });
      new SyncedSecret(chart, 'keys', { ...SYNC, name: other });
    },
  ];

  test('two different names that are wrong are both told, wherever they were given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), bad, bad, (declare, name, other) => {
        fc.pre(name !== other);
        const messages = told((chart) => declare(chart, name, other)).map(({ message }) => message);
        for (const text of [name, other]) {
          expect(messages.filter((message) => message.includes(`"${text}"`))).toHaveLength(1);
        }
      }),
      { numRuns: runs(60), seed: 1 },
    );
  });
});
