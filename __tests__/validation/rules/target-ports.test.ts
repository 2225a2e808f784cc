import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const LABELS = { app: 'api', tier: 'web' };

interface Pods {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly labels?: object;
  readonly annotations?: object;
  readonly ports?: unknown;
  readonly spec?: object;
}

function workload({ kind = 'Deployment', apiVersion = 'apps/v1', name = 'api', ...more }: Pods = {}) {
  const { labels = LABELS, annotations, ports = [{ name: 'http', containerPort: 3000 }], spec } = more;
  const containers = [{ name: 'api', image: 'api:1.0', ports }];
  const template = { metadata: { labels, annotations }, spec: { containers, ...spec } };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    spec: { selector: { matchLabels: labels }, template },
  };
}

function service(targetPort: unknown, spec: object = {}, namespace = 'shop') {
  const ports = [{ port: 80, targetPort }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace },
    spec: { selector: LABELS, ports, ...spec },
  };
}

const NOT_THERE =
  'spec.ports[0].targetPort is "web", and no container of Deployment "api", which the Service selects, has a port of that name:';

describeRules([
  {
    rule: 'X30',
    what: 'a port of another name',
    bad: [workload(), service('web')],
    good: [workload(), service('http')],
    message: `${NOT_THERE} write its number, or one of "http"`,
  },
  {
    rule: 'X30',
    what: 'a misspelt name',
    bad: [workload(), service('htpp')],
    good: [workload(), service(3000)],
    message:
      'spec.ports[0].targetPort is "htpp", and no container of Deployment "api", which the Service selects, has a port of that name: did you mean "http"?',
  },
  {
    rule: 'X30',
    what: 'a port that has a number only',
    bad: [workload({ ports: [{ containerPort: 3000 }] }), service('web')],
    good: [workload({ ports: [{ containerPort: 3000, name: 'web' }] }), service('web')],
    message: `${NOT_THERE} give the port that is meant this name, or write its number`,
  },
  {
    rule: 'X30',
    what: 'the name of a port of another protocol',
    bad: [workload({ ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] }), service('dns')],
    good: [
      workload({ ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] }),
      service('dns', { ports: [{ port: 53, targetPort: 'dns', protocol: 'UDP' }] }),
    ],
    message:
      'spec.ports[0].targetPort is "dns", and no container of Deployment "api", which the Service selects, has it as a port of TCP, but of UDP: write protocol: UDP here, or TCP there',
  },
  {
    rule: 'X30',
    what: 'a port of a container that ends before the others start, not that of a native sidecar',
    bad: [
      workload({ spec: { initContainers: [{ name: 'a', image: 'a:1', ports: [{ name: 'web', containerPort: 1 }] }] } }),
      service('web'),
    ],
    good: [
      workload({
        spec: {
          initContainers: [
            { name: 'a', image: 'a:1', restartPolicy: 'Always', ports: [{ name: 'web', containerPort: 1 }] },
          ],
        },
      }),
      service('web'),
    ],
    message: `${NOT_THERE} write its number, or one of "http"`,
  },
  {
    rule: 'X30',
    what: 'several workloads of which none has it, not where one has',
    bad: [workload(), workload({ name: 'old', kind: 'StatefulSet' }), service('web')],
    good: [workload(), workload({ name: 'old', ports: [{ name: 'web', containerPort: 1 }] }), service('web')],
    message:
      'spec.ports[0].targetPort is "web", and no container of Deployment "api", StatefulSet "old", which the Service selects, has a port of that name: write its number, or one of "http"',
  },
]);

describe('X30 says nothing of a Service whose pods are not known', () => {
  test.each<[string, object[]]>([
    ['selects none that are here', [workload(), service('web', { selector: { ...LABELS, app: 'other' } })]],
    ['is in another namespace', [workload(), service('web', {}, 'other')]],
    ['has no selector', [workload(), service('web', { selector: undefined })]],
    ['has an empty selector', [workload(), service('web', { selector: {} })]],
    ['is headless: its name has the addresses of all pods', [workload(), service('web', { clusterIP: 'None' })]],
    ['is a name for a host', [workload(), service('web', { type: 'ExternalName', externalName: 'api.example.com' })]],
    ['selects a Job that has the labels of all', [workload({ kind: 'Job', apiVersion: 'batch/v1' }), service('web')]],
    [
      'selects pods that get a proxy',
      [workload({ annotations: { 'sidecar.istio.io/inject': 'true' } }), service('web')],
    ],
    ['calls a port that is filled in later', [workload(), service('${PORT}')]],
    ['calls a port of a container whose ports are filled in later', [workload({ ports: '${PORTS}' }), service('web')]],
    ['selects what is filled in later', [workload(), service('web', { selector: { app: '${APP}' } })]],
    ['has ports that are no ports', [workload(), service('web', { ports: 'web' })]],
    ['has a workload whose ports are no ports', [workload({ ports: [null, 1] }), service('web')]],
  ])('%s', (_, manifests) => {
    expect(checkManifests(manifests as Manifest[]).filter(({ rule }) => rule === 'X30')).toEqual([]);
  });
});

test('X30 finds the Pod that a Service selects by the labels of the Pod itself', () => {
  const { template } = workload().spec;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api', namespace: 'shop', labels: LABELS },
    spec: template.spec,
  };
  const found = checkManifests([pod, service('web')] as unknown as Manifest[]).filter(({ rule }) => rule === 'X30');
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('no container of Pod "api"')]);
});
