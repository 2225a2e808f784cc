import { Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, Ingress, IngressBackend } from 'cdk8s-plus-28';
import { ContainerProbe, SecretSyncedRollout, type SecretSyncedRolloutProps } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesize } from '../synthesis';

const ROLLOUT: SecretSyncedRolloutProps = {
  image: 'shop:1.0',
  sync: SYNC,
  secretKeys: ['TOKEN'],
  strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
};
const objectsOf = (props: Partial<SecretSyncedRolloutProps> = {}) =>
  synthesize((chart) => new SecretSyncedRollout(chart, 'web', { ...ROLLOUT, ...props }));
const rolloutOf = (props: Partial<SecretSyncedRolloutProps> = {}): Manifest =>
  objectsOf(props).find(({ kind }) => kind === 'Rollout');

test('the smallest Rollout writes nothing that was not asked for', () => {
  const { apiVersion, metadata, spec } = rolloutOf();
  expect(apiVersion).toBe('argoproj.io/v1alpha1');
  expect(metadata).toEqual({ name: 'web', namespace: 'project', labels: { 'app.kubernetes.io/name': 'web' } });
  expect(Object.keys(spec).sort()).toEqual(['selector', 'strategy', 'template']);
  expect(spec.strategy).toEqual(ROLLOUT.strategy);
  expect(spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'web' } });
  expect(Object.keys(spec.template.spec)).toEqual(['automountServiceAccountToken', 'containers']);
  expect(objectsOf().map(({ kind }) => kind)).toEqual(['InfisicalSecret', 'Rollout']);
});

test('its pod is in the words of Kubernetes', () => {
  const { spec } = rolloutOf({
    replicas: 3,
    revisionHistoryLimit: 2,
    minReady: Duration.seconds(5),
    progressDeadline: Duration.minutes(2),
    port: 8080,
    resources: { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) } },
    readiness: ContainerProbe.fromHttpGet('/ready'),
    dns: { hostnameAsFQDN: true },
    volumes: [{ name: 'cache', emptyDir: {} }],
    volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
    podSpec: { containers: [{ name: 'web', tty: true }] },
  });
  expect(spec).toMatchObject({
    replicas: 3,
    revisionHistoryLimit: 2,
    minReadySeconds: 5,
    progressDeadlineSeconds: 120,
  });
  expect(spec.template.spec).toMatchObject({ setHostnameAsFQDN: true, volumes: [{ name: 'cache', emptyDir: {} }] });
  expect(spec.template.spec.containers).toEqual([
    expect.objectContaining({
      tty: true,
      ports: [{ containerPort: 8080 }],
      resources: { limits: { memory: '64Mi' }, requests: { cpu: '100m' } },
      readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
      volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
    }),
  ]);
});

test('a Service finds its pods, an Ingress the Service, and patches of any field reach the YAML', () => {
  const objects = synthesize((chart) => {
    const web = new SecretSyncedRollout(chart, 'web', { ...ROLLOUT, port: 80 });
    const { service } = web;
    if (service === undefined) throw new Error('there is no Service');
    new Ingress(chart, 'ingress', { metadata: { name: 'web' } }).addRule('/', IngressBackend.fromService(service));
    web.rollout.addJsonPatch(JsonPatch.add('/spec/analysis', { successfulRunHistoryLimit: 1 }));
  });
  const [rollout, service] = ['Rollout', 'Service'].map((wanted) => objects.find(({ kind }) => kind === wanted));
  expect(service.spec.selector).toEqual(rollout.spec.selector.matchLabels);
  expect(rollout.spec.analysis).toEqual({ successfulRunHistoryLimit: 1 });
});

test('the operator restarts no Rollout', () => {
  expect(rolloutOf().metadata.annotations).toBeUndefined();
  expect(printedLines()).toEqual([]);
  const asked = { ...ROLLOUT, autoReload: true };
  expect(errorsOf((chart) => new SecretSyncedRollout(chart, 'web', asked))).toEqual([
    '[project/web] a Rollout has no autoReload: the operator restarts only Deployment, StatefulSet, DaemonSet; restart it with "kubectl argo rollouts restart", or have Reloader do so (C7)',
  ]);
});
