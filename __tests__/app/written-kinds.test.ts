import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodSecurityLevel, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { renderedObjects } from '../../lib/evaluation/one-rendering';
import { APP } from '../declarations';
import { EVERY_KIND } from './every-kind';

const GENERATED = [
  kplus.k8s.KubeDeployment,
  kplus.k8s.KubeStatefulSet,
  kplus.k8s.KubeDaemonSet,
  kplus.k8s.KubeJob,
  kplus.k8s.KubeCronJob,
  kplus.k8s.KubeService,
];

function rendered(build: (chart: Chart) => void): unknown[] {
  const app = new App();
  build(new Chart(app, 'project'));
  return renderedObjects(app).map(({ json, error }) => (error === undefined ? json : String(error)));
}

/** What is written where the generated classes of cdk8s-plus are asked, and how often they are. */
function writtenByClasses(build: (chart: Chart) => void): { readonly text: string; readonly asked: number } {
  const originals = GENERATED.map(({ prototype }) => prototype.toJson);
  let asked = 0;
  GENERATED.forEach(({ prototype }, i) => {
    prototype.toJson = function (this: ApiObject) {
      asked++;
      return originals[i].call(this);
    };
  });
  try {
    return { text: JSON.stringify(rendered(build), null, 1), asked };
  } finally {
    GENERATED.forEach(({ prototype }, i) => {
      prototype.toJson = originals[i];
    });
  }
}

function expectWrittenAlike(build: (chart: Chart) => void): void {
  const { text, asked } = writtenByClasses(build);
  expect(asked).toBeGreaterThan(0);
  expect(JSON.stringify(rendered(build), null, 1)).toBe(text);
}

const KINDS = EVERY_KIND.filter(({ kind }) => kind !== 'Rollout');

test.each(KINDS)(
  'every prop of $kind is written as by the class of cdk8s-plus, which whoever exchanges it is asked',
  ({ every }) => expectWrittenAlike(every),
);

test.each(KINDS)('so is $kind where nothing is sorted', ({ every }) => {
  process.env.CDK8S_DISABLE_SORT = 'true';
  try {
    expectWrittenAlike(every);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

test.each(KINDS)('so is the smallest $kind', ({ smallest }) => expectWrittenAlike(smallest));

const ofApp =
  (change: (app: SecretSyncedApp, chart: Chart) => void, props: Partial<SecretSyncedAppProps> = {}) =>
  (chart: Chart) =>
    change(new SecretSyncedApp(chart, 'api', { ...APP, port: 80, ...props }), chart);

test.each<[string, (chart: Chart) => void]>([
  [
    'labels, annotations and owners',
    ofApp(({ deployment }) => {
      deployment.metadata.addLabel('z', Lazy.any({ produce: () => 'late' }) as unknown as string);
      deployment.metadata.addFinalizers('example.com/keep');
      deployment.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' });
      deployment.metadata.add('generateName', 'api-');
      deployment.podMetadata.addLabel('b', 'c');
      deployment.podMetadata.addAnnotation('a', 'b');
    }),
  ],
  [
    'containers and their parts',
    ofApp(({ deployment }, chart) => {
      const [main] = deployment.containers;
      main.env.addVariable('NODE', kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME));
      main.env.addVariable('CPU', kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }));
      const flags = kplus.ConfigMap.fromConfigMapName(chart, 'flags', 'flags');
      main.env.addVariable('FLAG', kplus.EnvValue.fromConfigMap(flags, 'flag', { optional: true }));
      main.env.copyFrom(kplus.Env.fromConfigMap(flags, 'P_'));
      main.mount('/cache', kplus.Volume.fromEmptyDir(chart, 'cache', 'cache'), {
        propagation: kplus.MountPropagation.NONE,
      });
      main.addPort({ number: 9090, hostIp: '127.0.0.1', hostPort: 9090 });
      deployment.addContainer({
        name: 'beside',
        image: 'b:1',
        lifecycle: { preStop: kplus.Handler.fromTcpSocket({}) },
        portNumber: 1,
      });
    }),
  ],
  [
    'where pods run',
    ofApp(({ deployment }) => {
      deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('a', 'b')));
      deployment.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('a', 'b')));
      deployment.addHostAlias({ ip: '10.0.0.1', hostnames: ['a'] });
      deployment.dns.addSearch('example.com');
      deployment.select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.exists('a')] }));
    }),
  ],
  [
    'the Service',
    ofApp(
      ({ service }) => {
        service?.bind(81, { name: 'more', nodePort: 30_000, protocol: kplus.Protocol.UDP });
        service?.selectLabel('a', 'b');
      },
      { serviceType: kplus.ServiceType.NODE_PORT },
    ),
  ],
  [
    'patches and a PodSpec',
    ofApp(
      ({ deployment }) => {
        ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/paused', true));
      },
      { podSpec: { hostIPC: true }, podSecurity: PodSecurityLevel.PRIVILEGED },
    ),
  ],
])('what is changed through the objects of cdk8s-plus, too: %s', (_, build) => expectWrittenAlike(build));

test.each(KINDS)('fields that only other kinds than $kind have are left out', ({ smallest }) => {
  for (const field of ['replicas', 'serviceName', 'minReadySeconds', 'suspend', 'schedule']) {
    expectWrittenAlike((chart) => {
      smallest(chart);
      for (const workload of chart.node.findAll().filter((one) => one instanceof kplus.Workload)) {
        const toKube = (workload as unknown as Spec)._toKube.bind(workload);
        Object.assign(workload, { _toKube: () => ({ ...toKube(), [field]: 2 }) });
      }
    });
  }
});

interface Spec {
  readonly _toKube: () => object;
}

test('a toJson that somebody has put on the object is asked', () => {
  const made = rendered(
    ofApp(({ deployment }) => {
      const object = ApiObject.of(deployment);
      const json = object.toJson.bind(object);
      object.toJson = () => ({ ...json(), theirs: true });
    }),
  );
  expect(made).toContainEqual(expect.objectContaining({ kind: 'Deployment', theirs: true }));
});
