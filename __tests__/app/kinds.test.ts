import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  type RunningWorkloadProps,
  SecretSyncedApp,
  SecretSyncedDaemonSet,
  SecretSyncedStatefulSet,
  type SecretSyncedStatefulSetProps,
  SyncedSecret,
} from '../../lib';
import { keyAccessesIn } from '../../lib/infisical/key-access';
import { APP, SYNC } from '../declarations';
import { errorsOf, type Manifest, synthesize, synthesizeOne } from '../synthesis';

const WORKLOAD: RunningWorkloadProps = APP;

interface Kind {
  readonly kind: string;
  readonly make: (scope: Construct, props: Partial<RunningWorkloadProps>) => kplus.Workload;
}

const KINDS: readonly Kind[] = [
  { kind: 'Deployment', make: (scope, props) => new SecretSyncedApp(scope, 'api', { ...APP, ...props }).deployment },
  {
    kind: 'StatefulSet',
    make: (scope, props) => new SecretSyncedStatefulSet(scope, 'api', { ...WORKLOAD, ...props }).statefulSet,
  },
  {
    kind: 'DaemonSet',
    make: (scope, props) => new SecretSyncedDaemonSet(scope, 'api', { ...APP, ...props }).daemonSet,
  },
];

describe.each(KINDS)('$kind', ({ kind, make }) => {
  const written = (props: Partial<RunningWorkloadProps> = {}, change: (made: kplus.Workload) => void = () => {}) =>
    synthesizeOne(kind, (chart) => change(make(chart, props)));
  const podOf = (...args: Parameters<typeof written>): Manifest => written(...args).spec.template.spec;

  test('the smallest one writes what a Deployment would', () => {
    const labels = { 'app.kubernetes.io/name': 'api' };
    expect(written()).toEqual({
      apiVersion: 'apps/v1',
      kind,
      metadata: { labels, name: 'api', namespace: 'project' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { key: 'TOKEN', name: 'api', optional: false } } }],
                image: 'api:1.0',
                name: 'api',
                securityContext: expect.objectContaining({ runAsNonRoot: true }),
              },
            ],
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          },
        },
      },
    });
  });

  test('one that takes over writes nothing into the pods that was not asked for', () => {
    const props = { takeOver: true, selectorLabels: { app: 'api' }, secretFiles: [{ path: '/k', secretKeys: ['B'] }] };
    expect(written(props).spec.template).toEqual({
      metadata: { labels: { app: 'api' } },
      spec: {
        containers: [
          {
            env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { key: 'TOKEN', name: 'api' } } }],
            image: 'api:1.0',
            name: 'api',
            volumeMounts: [{ mountPath: '/k', name: 'api-k' }],
          },
        ],
        volumes: [{ name: 'api-k', secret: { items: [{ key: 'B', path: 'B' }], secretName: 'api' } }],
      },
    });
  });

  test('writeOptional asks for what is written beside keys', () => {
    const [variable] = podOf({ takeOver: true, writeOptional: true }).containers[0].env;
    expect(variable.valueFrom.secretKeyRef.optional).toBe(false);
    expect(podOf({ writeOptional: false }).containers[0].env[0].valueFrom.secretKeyRef).toEqual({
      key: 'TOKEN',
      name: 'api',
    });
  });

  test('init containers and sidecars get their keys, as variables and as files, and each is recorded', () => {
    let accesses: string[] = [];
    const { containers, initContainers, volumes } = podOf(
      {
        containers: [{ name: 'proxy', image: 'proxy:1.0', secretKeys: { CERT: 'CERTIFICATE' } }],
        initContainers: [
          { name: 'migrate', image: 'migrate:1.0', secretFiles: [{ path: '/keys', secretKeys: ['DATABASE_URL'] }] },
          {
            name: 'logs',
            image: 'logs:1.0',
            restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
            env: { LEVEL: 'info' },
          },
        ],
      },
      (made) => {
        accesses = keyAccessesIn(made.node.root).map(
          ({ container, variable, file, key }) => `${container} ${variable ?? file} ${key}`,
        );
      },
    );
    expect(containers[1].env[0].valueFrom.secretKeyRef.key).toBe('CERTIFICATE');
    expect(initContainers[0].volumeMounts).toEqual([{ mountPath: '/keys', name: 'api-keys', readOnly: true }]);
    expect(initContainers[1]).toMatchObject({ restartPolicy: 'Always', env: [{ name: 'LEVEL', value: 'info' }] });
    expect(volumes).toHaveLength(1);
    expect(accesses).toEqual(['api TOKEN TOKEN', 'proxy CERT CERTIFICATE', 'migrate /keys/DATABASE_URL DATABASE_URL']);
  });

  test('methods of cdk8s-plus keep working', () => {
    const pod = podOf(
      { volumes: [{ name: 'a', emptyDir: {} }], volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      (made) => {
        const volume = kplus.Volume.fromEmptyDir(made, 'cache', 'cache');
        made.containers[0].mount('/cache', volume);
        made.containers[0].env.addVariable('B', kplus.EnvValue.fromValue('2'));
        made.containers[0].addPort({ number: 9000, name: 'late' });
        made.addVolume(kplus.Volume.fromEmptyDir(made, 'other', 'other'));
        made.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
        new SyncedSecret(made.node.scope as Construct, 'second', SYNC).injectInto(made, { secretKeys: ['C'] });
      },
    );
    const [main] = pod.containers;
    expect(main.volumeMounts).toEqual([
      { mountPath: '/a', name: 'a' },
      { mountPath: '/cache', name: 'cache' },
    ]);
    expect(main.ports).toEqual([{ containerPort: 9000, name: 'late' }]);
    expect(main.env.map(({ name }: Manifest) => name)).toEqual(['TOKEN', 'B', 'C']);
    expect(pod.volumes.map(({ name }: Manifest) => name)).toEqual(['a', 'cache', 'other']);
    expect(pod.affinity.nodeAffinity).toBeDefined();
  });

  test('the PodSpec in Kubernetes’ own words is merged last, and patches come after it', () => {
    const podSpec = {
      shareProcessNamespace: true,
      containers: [{ name: 'api', image: 'api:2.0', stdin: true }],
    };
    const pod = podOf({ podSpec }, (made) =>
      ApiObject.of(made).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'api:3.0')),
    );
    expect(pod).toMatchObject({ shareProcessNamespace: true, containers: [{ image: 'api:3.0', stdin: true }] });
  });

  test('a mistake in a container beside the main one is told with its name', () => {
    const errors = errorsOf((chart) => {
      make(chart, {
        containers: [
          {
            name: 'proxy',
            image: 'proxy:1.0',
            secretKeys: ['TOKEN', 'TOKEN'],
            envOrder: ['TOKN'],
            containerSecurityContext: { privileged: true },
          },
        ],
        initContainers: [{ name: 'migrate', image: 'migrate:1.0', secretKey: ['A'] } as never],
      });
    });
    expect(errors).toEqual([
      '[project/api] there is no prop "initContainers[0].secretKey": did you mean "secretKeys"? (N5)',
      '[project/api] the container "proxy": secretKeys selects the key "TOKEN" twice: keep one (C4)',
      '[project/api] the container "proxy": envOrder names the variable "TOKN", which there is not: did you mean "TOKEN"? (C18)',
      '[project/api] the container "proxy" has privileged: true, which podSecurity "restricted" forbids: remove it, or relax podSecurity to "privileged" (C15)',
    ]);
  });

  test('quantities may be plain texts, as in YAML', () => {
    const emptyDir = { sizeLimit: '1Gi' } as never;
    expect(podOf({ volumes: [{ name: 'a', emptyDir }] }).volumes).toEqual([
      { name: 'a', emptyDir: { sizeLimit: '1Gi' } },
    ]);
  });

  test('a word that cdk8s-plus does not know is told, and not left out in silence', () => {
    const volumes = [
      { name: 'a', downwardAPI: {} },
      { name: 'b', emptyDirs: {} },
      { name: 'c', emptyDir: { size: 1 } },
    ];
    const errors = errorsOf((chart) => {
      make(chart, {
        volumes: volumes as never,
        tolerations: [{ keys: 'a' } as never],
        affinity: { podAffinity: [] } as never,
      });
    });
    expect(errors).toEqual([
      '[project/api] volumes[0] has no field "downwardAPI" in the words of cdk8s-plus: write "downwardApi", or give it by podSpec (N5)',
      '[project/api] volumes[1] has no field "emptyDirs" in the words of cdk8s-plus: drop it, or give it by podSpec (N5)',
      '[project/api] volumes[2].emptyDir has no field "size" in the words of cdk8s-plus: drop it, or give it by podSpec (N5)',
      '[project/api] tolerations[0] has no field "keys" in the words of cdk8s-plus: drop it, or give it by podSpec (N5)',
    ]);
  });

  test('a role can be bound to the account that is named', () => {
    const [, , binding] = synthesize((chart) => {
      const workload = make(chart, { serviceAccountName: 'reader' });
      new kplus.Role(chart, 'role', { metadata: { name: 'role' } }).bind(workload);
    })
      .sort((a, b) => (a.kind < b.kind ? -1 : 1))
      .filter(({ kind }) => kind !== 'Role');
    expect(JSON.stringify(binding)).toContain('reader');
  });
});

describe('a StatefulSet', () => {
  const objectsOf = (props: Partial<SecretSyncedStatefulSetProps>) =>
    synthesize((chart) => new SecretSyncedStatefulSet(chart, 'db', { ...WORKLOAD, ...props })).filter(
      ({ kind }) => kind !== 'InfisicalSecret',
    );

  test('with a port has a headless Service of its name, which it names', () => {
    const [service, statefulSet] = objectsOf({ port: 5432 }).sort((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(service).toMatchObject({
      kind: 'Service',
      metadata: { name: 'db', namespace: 'project' },
      spec: {
        clusterIP: 'None',
        ports: [{ port: 5432, targetPort: 5432 }],
        selector: { 'app.kubernetes.io/name': 'db' },
      },
    });
    expect(statefulSet.spec.serviceName).toBe('db');
  });

  test('with a type has a Service of that type', () => {
    const service = objectsOf({ port: 80, serviceType: kplus.ServiceType.NODE_PORT, serviceName: 'front' }).find(
      ({ kind }) => kind === 'Service',
    );
    expect(service).toMatchObject({ metadata: { name: 'front' }, spec: { type: 'NodePort' } });
    expect(service.spec.clusterIP).toBeUndefined();
  });

  test('without a port names a Service that stands elsewhere', () => {
    const [only, ...others] = objectsOf({ serviceName: 'elsewhere' });
    expect(others).toEqual([]);
    expect(only.spec.serviceName).toBe('elsewhere');
  });

  test('every prop of its own reaches the YAML', () => {
    const [{ spec }] = objectsOf({
      replicas: 3,
      revisionHistoryLimit: 2,
      minReady: Duration.seconds(5),
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      strategy: kplus.StatefulSetUpdateStrategy.onDelete(),
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      volumeClaimTemplates: [
        { name: 'data', size: Size.gibibytes(10), storageClassName: 'fast', labels: { tier: 'db' } },
        { name: 'log', sizeText: '10G', accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY] },
        { name: 'odd', size: Size.mebibytes(1500), volumeMode: kplus.PersistentVolumeMode.BLOCK },
      ],
    });
    expect(spec).toMatchObject({
      replicas: 3,
      revisionHistoryLimit: 2,
      minReadySeconds: 5,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
    });
    expect(spec.volumeClaimTemplates.map(({ metadata, spec }: Manifest) => ({ ...metadata, ...spec }))).toEqual([
      {
        name: 'data',
        labels: { tier: 'db' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        resources: { requests: { storage: '10Gi' } },
      },
      { name: 'log', accessModes: ['ReadWriteMany'], resources: { requests: { storage: '10G' } } },
      {
        name: 'odd',
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Block',
        resources: { requests: { storage: '1500Mi' } },
      },
    ]);
  });

  test('leaves the number of replicas to an autoscaler', () => {
    const { spec } = synthesizeOne('StatefulSet', (chart) => {
      const resources = { cpu: { request: kplus.Cpu.millis(100) } };
      const { statefulSet } = new SecretSyncedStatefulSet(chart, 'db', { ...WORKLOAD, resources, replicas: undefined });
      new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: statefulSet, maxReplicas: 3 });
    });
    expect(spec.replicas).toBeUndefined();
  });

  test.each([
    [{}, 'none'],
    [{ size: Size.gibibytes(1), sizeText: '1G' }, 'both'],
  ])('a claim of no known size is told: %p', (size, found) => {
    const errors = errorsOf((chart) => {
      new SecretSyncedStatefulSet(chart, 'db', { ...WORKLOAD, volumeClaimTemplates: [{ name: 'data', ...size }] });
    });
    expect(errors).toContain(
      `[project/db] give the volume claim template "data" exactly one of size and sizeText, found ${found} (N5)`,
    );
  });
});

test('a DaemonSet says in Kubernetes’ own words how it is updated', () => {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } };
  const { spec } = synthesizeOne('DaemonSet', (chart) => {
    new SecretSyncedDaemonSet(chart, 'agent', { ...APP, updateStrategy, minReady: Duration.seconds(5) });
  });
  expect(spec).toMatchObject({ updateStrategy, minReadySeconds: 5 });
});
