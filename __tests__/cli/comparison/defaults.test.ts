import { asCanonical } from '../../../cli/comparison/canonical';
import { diffTrees } from '../../../cli/comparison/difference';
import type { Manifest } from '../../../lib/model/manifest';

/** Where two objects are not the same. */
const differing = (was: Manifest, is: Manifest) =>
  diffTrees(asCanonical(was), asCanonical(is)).map(({ path }) => path.join('.'));

const object = (apiVersion: string, kind: string, spec: object) =>
  ({ apiVersion, kind, metadata: { name: 'api', namespace: 'shop' }, spec }) as Manifest;

const workload = (pod: object, kind = 'Deployment', spec: object = {}): Manifest => {
  const labels = { app: 'api' };
  const template = { metadata: { labels }, spec: pod };
  return object('apps/v1', kind, { selector: { matchLabels: labels }, template, ...spec });
};

const inContainer = (container: object) => ({ containers: [{ name: 'api', image: 'api:1', ...container }] });
const ref = { secretKeyRef: { name: 'shop', key: 'TOKEN' } };
const optional = { secretKeyRef: { name: 'shop', key: 'TOKEN', optional: false } };

describe('pods of a template restart for', () => {
  test.each<[object, object]>([
    [{ enableServiceLinks: true }, {}],
    [{ setHostnameAsFQDN: false }, {}],
    [{ affinity: {} }, {}],
    [{ resources: {} }, {}],
    [inContainer({ securityContext: {} }), inContainer({})],
    [inContainer({ env: [{ name: 'A', valueFrom: optional }] }), inContainer({ env: [{ name: 'A', valueFrom: ref }] })],
    [
      inContainer({ envFrom: [{ configMapRef: { name: 'a', optional: false } }] }),
      inContainer({ envFrom: [{ configMapRef: { name: 'a' } }] }),
    ],
    [
      { volumes: [{ name: 'a', secret: { secretName: 'a', optional: false } }] },
      { volumes: [{ name: 'a', secret: { secretName: 'a' } }] },
    ],
    [inContainer({ image: 'api', imagePullPolicy: 'IfNotPresent' }), inContainer({ image: 'api' })],
    [inContainer({ imagePullPolicy: 'Always' }), inContainer({})],
  ])('%j and %j', (one, other) => {
    expect(differing(workload(one), workload(other))).not.toEqual([]);
    expect(differing(workload(other), workload(one))).not.toEqual([]);
  });
});

describe('pods of a template are the same with', () => {
  test.each<[object, object]>([
    [{ securityContext: {}, nodeSelector: {}, tolerations: [], volumes: [], serviceAccountName: '' }, {}],
    [{ serviceAccountName: 'api', serviceAccount: 'api' }, { serviceAccountName: 'api' }],
    [{ serviceAccount: 'api' }, { serviceAccountName: 'api' }],
    [{ volumes: [{ name: 'a', emptyDir: {} }] }, { volumes: [{ name: 'a' }] }],
    [inContainer({ resources: { limits: {} } }), inContainer({})],
    [inContainer({ image: 'api:1', imagePullPolicy: 'IfNotPresent' }), inContainer({ image: 'api:1' })],
    [inContainer({ image: 'host:5000/api', imagePullPolicy: 'Always' }), inContainer({ image: 'host:5000/api' })],
    [inContainer({ image: 'api@sha256:a', imagePullPolicy: 'IfNotPresent' }), inContainer({ image: 'api@sha256:a' })],
    [
      inContainer({ livenessProbe: { httpGet: { port: 80, path: '/', scheme: 'HTTP' }, periodSeconds: 10 } }),
      inContainer({ livenessProbe: { httpGet: { port: 80 } } }),
    ],
    [
      inContainer({ resources: { limits: { memory: '1Gi' } } }),
      inContainer({ resources: { limits: { memory: '1024Mi' } } }),
    ],
  ])('%j and %j', (one, other) => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet']) {
      expect(differing(workload(one, kind), workload(other, kind))).toEqual([]);
    }
  });
});

test('another notation of an amount restarts the pods of what keeps the text of its template', () => {
  const [one, other] = ['1Gi', 1024 ** 3].map((memory) => inContainer({ resources: { limits: { memory } } }));
  const restarted = ['Deployment', 'StatefulSet', 'DaemonSet'].map(
    (kind) => differing(workload(one, kind), workload(other, kind)).length,
  );
  expect(restarted).toEqual([0, 1, 1]);
});

test('a Pod has defaults that a template has not', () => {
  const pod = (spec: object) => object('v1', 'Pod', spec);
  expect(differing(pod({ enableServiceLinks: true }), pod({}))).toEqual([]);
  const [limits, requests] = [{ cpu: '1' }, { cpu: '1' }];
  expect(
    differing(pod(inContainer({ resources: { limits, requests } })), pod(inContainer({ resources: { limits } }))),
  ).toEqual([]);
});

describe('a Job', () => {
  const job = (spec: object) => object('batch/v1', 'Job', { template: { spec: inContainer({}) }, ...spec });

  test.each<[object, object, boolean]>([
    [{ completions: 1, parallelism: 1 }, {}, true],
    [{ completions: 3, parallelism: 1 }, { completions: 3 }, true],
    // A queue of work.
    [{ parallelism: 1 }, {}, false],
    [{ completions: 1, parallelism: 2 }, { parallelism: 2 }, false],
    [{ backoffLimit: 6 }, {}, true],
    [{ backoffLimit: 6, backoffLimitPerIndex: 1 }, { backoffLimitPerIndex: 1 }, false],
  ])('%j and %j', (one, other, isSame) => {
    expect(differing(job(one), job(other)).length === 0).toBe(isSame);
  });
});

test('nobody knows the defaults of kinds that are only called like those of Kubernetes', () => {
  const service = (spec: object) => object('serving.knative.dev/v1', 'Service', spec);
  expect(differing(service({ type: 'ClusterIP' }), service({}))).toEqual(['spec.type']);
  const job = (spec: object) => object('batch.volcano.sh/v1alpha1', 'Job', spec);
  expect(differing(job({ backoffLimit: 6, tasks: [] }), job({}))).toEqual(['spec.backoffLimit', 'spec.tasks']);
});

test('an empty syncConfig hides the flat fields from the operator', () => {
  const secret = (spec: object) => object('secrets.infisical.com/v1alpha1', 'InfisicalSecret', spec);
  expect(differing(secret({ syncConfig: {} }), secret({}))).toEqual([]);
  expect(differing(secret({ syncConfig: {}, resyncInterval: 60 }), secret({ resyncInterval: 60 }))).not.toEqual([]);
});
