import { ApiObject, type ApiObjectProps, type Chart, Cron, JsonPatch } from 'cdk8s';
import * as plus28 from 'cdk8s-plus-28';
import * as plus33 from 'cdk8s-plus-33';
import * as plus34 from 'cdk8s-plus-34';
import { Construct, type IConstruct } from 'constructs';
import { SecretSyncedApp, SyncedSecret, type WorkloadKeyInjection } from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesize } from '../synthesis';

const metadata = { name: 'work' };
const ALL: WorkloadKeyInjection = {
  secretKeys: { DB_URL: 'DATABASE_URL', TOKEN: 'TOKEN' },
  envOrder: ['TOKEN'],
  files: { path: '/etc/tls', secretKeys: ['CERTIFICATE'], mode: 0o444 },
  everyKey: true,
  prefix: 'SHOP_',
};

/** The object `work` of what is made, with keys of the managed Secret `shop`. */
function written(make: (chart: Chart) => IConstruct, injection: WorkloadKeyInjection = ALL): Manifest {
  const all = synthesize((chart) => new SyncedSecret(chart, 'shop', SYNC).injectInto(make(chart), injection));
  return all.find(({ kind, metadata: { name } }) => name === 'work' && kind !== 'InfisicalSecret');
}

function errors(
  make: (chart: Chart) => unknown,
  injection: WorkloadKeyInjection = { secretKeys: ['TOKEN'] },
): string[] {
  return errorsOf((chart) => new SyncedSecret(chart, 'shop', SYNC).injectInto(make(chart) as IConstruct, injection));
}

function podSpecOf({ kind, spec }: Manifest) {
  if (kind === 'Pod') return spec;
  return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
}

/** What the containers named `main` and `migrate` get of keys, and their pod. */
function givenIn(manifest: Manifest) {
  const { containers, initContainers = [], volumes } = podSpecOf(manifest);
  const parts = [...containers, ...initContainers].map(({ name, env, envFrom, volumeMounts }: Manifest) => ({
    ...{ name, env, envFrom, volumeMounts },
  }));
  return { parts, volumes };
}

const GIVEN = {
  parts: [
    {
      name: 'main',
      env: [
        { name: 'TOKEN', valueFrom: { secretKeyRef: { key: 'TOKEN', name: 'shop', optional: false } } },
        { name: 'DB_URL', valueFrom: { secretKeyRef: { key: 'DATABASE_URL', name: 'shop', optional: false } } },
      ],
      envFrom: [{ prefix: 'SHOP_', secretRef: { name: 'shop' } }],
      volumeMounts: [{ mountPath: '/etc/tls', name: 'shop-etc-tls', readOnly: true }],
    },
  ],
  volumes: [
    {
      name: 'shop-etc-tls',
      secret: {
        defaultMode: 0o444,
        items: [{ key: 'CERTIFICATE', path: 'CERTIFICATE' }],
        optional: false,
        secretName: 'shop',
      },
    },
  ],
};

describe.each([
  ['cdk8s-plus-28', plus28],
  ['cdk8s-plus-33', plus33 as unknown as typeof plus28],
  ['cdk8s-plus-34', plus34 as unknown as typeof plus28],
])('a workload of %s', (_, plus) => {
  const containers = [{ name: 'main', image: 'main:1', portNumber: 80 }];

  test.each<[string, (chart: Chart) => IConstruct]>([
    ['Deployment', (chart) => new plus.Deployment(chart, 'work', { metadata, containers })],
    ['StatefulSet', (chart) => new plus.StatefulSet(chart, 'work', { metadata, containers })],
    ['DaemonSet', (chart) => new plus.DaemonSet(chart, 'work', { metadata, containers })],
    ['Job', (chart) => new plus.Job(chart, 'work', { metadata, containers })],
    ['CronJob', (chart) => new plus.CronJob(chart, 'work', { metadata, containers, schedule: Cron.daily() })],
    ['Pod', (chart) => new plus.Pod(chart, 'work', { metadata, containers })],
  ])('that is a %s gets keys', (kind, make) => {
    const manifest = written(make);
    expect(manifest.kind).toBe(kind);
    expect(givenIn(manifest)).toEqual(GIVEN);
  });

  test('gives them to the containers that are named', () => {
    const made = (chart: Chart) => {
      const workload = new plus.Deployment(chart, 'work', { metadata, containers });
      workload.addInitContainer({ name: 'migrate', image: 'migrate:1' });
      return workload;
    };
    const { parts } = givenIn(written(made, { ...ALL, containers: ['migrate'] }));
    expect(parts).toEqual([{ name: 'main' }, { ...GIVEN.parts[0], name: 'migrate' }]);
  });
});

const TEMPLATE = { spec: { containers: [{ name: 'main', image: 'main:1' }] } };
const LABELLED = { selector: { matchLabels: { a: 'b' } }, template: { ...TEMPLATE, metadata: { labels: { a: 'b' } } } };

const object = (apiVersion: string, kind: string, content: object) => (chart: Chart) =>
  new ApiObject(chart, 'work', { apiVersion, kind, metadata, ...content } as ApiObjectProps);

describe('an ApiObject', () => {
  const ends = { restartPolicy: 'Never' };

  test.each<[string, (chart: Chart) => IConstruct]>([
    ['Deployment', object('apps/v1', 'Deployment', { spec: LABELLED })],
    ['Job', object('batch/v1', 'Job', { spec: { template: { spec: { ...TEMPLATE.spec, ...ends } } } })],
    [
      'CronJob',
      object('batch/v1', 'CronJob', {
        spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { ...TEMPLATE.spec, ...ends } } } } },
      }),
    ],
    ['Pod', object('v1', 'Pod', TEMPLATE)],
    ['Rollout', object('argoproj.io/v1alpha1', 'Rollout', { spec: { ...LABELLED, strategy: { canary: {} } } })],
    ['Service', object('serving.knative.dev/v1', 'Service', { spec: { template: TEMPLATE } })],
    [
      'Deployment',
      (chart) =>
        new plus34.k8s.KubeDeployment(chart, 'work', { metadata, spec: LABELLED as plus34.k8s.DeploymentSpec }),
    ],
  ])('of kind %s gets what a workload of cdk8s-plus gets', (kind, make) => {
    const manifest = written(make);
    expect(manifest.kind).toBe(kind);
    expect(givenIn(manifest)).toEqual(GIVEN);
  });

  test('gets no more than that', () => {
    const make = object('apps/v1', 'Deployment', { spec: LABELLED });
    const { parts, volumes } = givenIn(written(make, { secretKeys: ['TOKEN'] }));
    expect(parts).toEqual([{ name: 'main', env: [GIVEN.parts[0].env[0]] }]);
    expect(volumes).toBeUndefined();
  });

  test('keeps what it has, and a variable of the same name its place', () => {
    const env = [
      { name: 'TOKEN', value: 'none' },
      { name: 'LEVEL', value: 'info' },
    ];
    const containers = [{ name: 'main', image: 'main:1', env, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }];
    const spec = { containers, volumes: [{ name: 'tmp', emptyDir: {} }] };
    const { parts, volumes } = givenIn(written(object('v1', 'Pod', { spec })));
    expect(parts[0].env).toEqual([GIVEN.parts[0].env[0], env[1], GIVEN.parts[0].env[1]]);
    expect(parts[0].volumeMounts.map(({ name }: Manifest) => name)).toEqual(['tmp', 'shop-etc-tls']);
    expect(volumes.map(({ name }: Manifest) => name)).toEqual(['tmp', 'shop-etc-tls']);
  });

  test('can get them by several calls, as one volume, and is patched last', () => {
    const spec = { ...TEMPLATE.spec, initContainers: [{ name: 'migrate', image: 'migrate:1' }] };
    const manifest = synthesize((chart) => {
      const secret = new SyncedSecret(chart, 'shop', SYNC);
      const pod = object('v1', 'Pod', { spec })(chart);
      for (const name of ['main', 'migrate']) secret.injectInto(pod, { ...ALL, containers: [name], autoReload: true });
      pod.addJsonPatch(JsonPatch.remove('/spec/containers/0/env/0'));
    }).find(({ kind }) => kind === 'Pod');
    const { parts, volumes } = givenIn(manifest);
    expect(parts).toEqual([
      { ...GIVEN.parts[0], env: [GIVEN.parts[0].env[1]] },
      { ...GIVEN.parts[0], name: 'migrate' },
    ]);
    expect(volumes).toEqual(GIVEN.volumes);
    expect(manifest.metadata.annotations).toEqual({ 'secrets.infisical.com/auto-reload': 'true' });
    expect(printedLines()).toContainEqual(expect.stringMatching(/^warning: \[project\/work\] .*\(C7\)$/));
  });

  test('with several pods gives keys to the containers of all', () => {
    const group = (name: string) => ({ template: { spec: { containers: [{ name, image: 'ray:1' }] } } });
    const make = object('ray.io/v1', 'RayCluster', {
      spec: { headGroupSpec: group('head'), workerGroupSpecs: [group('worker')] },
    });
    const { spec } = written(make, { secretKeys: ['TOKEN'] });
    for (const { template } of [spec.headGroupSpec, spec.workerGroupSpecs[0]]) {
      expect(template.spec.containers[0].env).toEqual([GIVEN.parts[0].env[0]]);
    }
    const { spec: chosen } = written(make, { secretKeys: ['TOKEN'], containers: ['worker'] });
    expect(chosen.headGroupSpec).toEqual(group('head'));
  });

  test('is judged by the rules: the key that is not among those declared', () => {
    const found = errorsOf((chart) => {
      const source = { ...SYNC.source, keys: ['TOKEN'] };
      const secret = new SyncedSecret(chart, 'shop', { ...SYNC, source });
      secret.injectInto(object('apps/v1', 'Deployment', { spec: LABELLED })(chart), { secretKeys: ['TOKN'] });
    });
    expect(found).toEqual([expect.stringMatching(/^\[project\/work\] .*"TOKN".*did you mean "TOKEN"\? \(C2\)$/)]);
  });

  test.each<[string, WorkloadKeyInjection, string]>([
    [
      'of a name that there is not',
      { secretKeys: ['TOKEN'], containers: ['man'] },
      'there is no container "man" to give keys to: did you mean "main"? (C17)',
    ],
    [
      'none at all',
      { secretKeys: ['TOKEN'], containers: [] },
      'containers is an empty list, so that nobody gets the keys: name one, or leave it out (C17)',
    ],
  ])('has its containers looked for: %s', (_, injection, message) => {
    expect(errors(object('apps/v1', 'Deployment', { spec: LABELLED }), injection)).toEqual([
      `[project/work] ${message}`,
    ]);
  });
});

test('an ApiObject without containers is told where to write them', () => {
  expect(errors(object('v1', 'Pod', { spec: { containers: [] } }))).toContain(
    '[project/work] there is no container yet to give keys to: add containers to the pod template (C17)',
  );
});

describe('what holds one workload', () => {
  test('is that workload: an application, a construct around it, the object of it', () => {
    const ofApp = (chart: Chart) => new SecretSyncedApp(chart, 'work', { ...APP, secretKeys: ['TOKEN'] });
    const around = (chart: Chart) => {
      const construct = new Construct(chart, 'around');
      new plus34.Service(construct, 'service', { ports: [{ port: 80 }] });
      new plus34.Deployment(construct, 'work', { metadata, containers: [{ name: 'main', image: 'main:1' }] });
      return construct;
    };
    const objectOf = (chart: Chart) =>
      ApiObject.of(new plus28.Deployment(chart, 'work', { metadata, containers: [{ name: 'main', image: 'main:1' }] }));
    for (const make of [ofApp, around, objectOf]) {
      const { containers } = podSpecOf(written(make, { secretKeys: ['EXTRA'] }));
      expect(containers[0].env.at(-1)).toEqual({
        name: 'EXTRA',
        valueFrom: { secretKeyRef: { name: 'shop', key: 'EXTRA', optional: false } },
      });
    }
  });

  test('is that workload, also of a kind that is known by its pods only', () => {
    const around = (chart: Chart) => {
      const construct = new Construct(chart, 'around');
      new ApiObject(construct, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
      const spec = { jobTargetRef: { template: TEMPLATE }, triggers: [] };
      new ApiObject(construct, 'job', {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledJob',
        metadata,
        spec,
      } as ApiObjectProps);
      return construct;
    };
    const { spec } = written(around, { secretKeys: ['TOKEN'] });
    expect(spec.jobTargetRef.template.spec.containers[0].env).toEqual([GIVEN.parts[0].env[0]]);
  });

  const GIVE = 'give a workload such as a Deployment, a Job or a Rollout, of any cdk8s-plus or as an ApiObject (C17)';

  test.each<[string, (chart: Chart) => unknown, string]>([
    [
      'a Service',
      (chart) => new plus28.Service(chart, 'service', { ports: [{ port: 80 }] }),
      `[project/service] (Service), which holds none: ${GIVE}`,
    ],
    ['nothing', () => undefined, `undefined: ${GIVE}`],
    ['a promise', () => Promise.resolve(), `a Promise: ${GIVE}`],
  ])('is not %s', (_, make, found) => {
    expect(errors(make)).toEqual([
      `[project/shop] injectInto takes a construct that holds a pod template, found ${found}`,
    ]);
  });

  test('is not a construct with two of them', () => {
    const make = (chart: Chart) => {
      const around = new Construct(chart, 'around');
      for (const id of ['api', 'worker']) new plus34.Deployment(around, id, { containers: [{ image: `${id}:1` }] });
      return around;
    };
    expect(errors(make)).toEqual([
      '[project/shop] injectInto takes a construct that holds a pod template, found [project/around], which holds 2 of them: give one of [project/around/api], [project/around/worker] (C17)',
    ]);
  });

  test('is not an object without pods', () => {
    expect(errors(object('v1', 'ConfigMap', { data: { a: 'b' } }))).toEqual([
      `[project/work] injectInto takes a construct that holds a pod template, found [project/work] (ConfigMap), which holds none: ${GIVE}`,
    ]);
  });
});
