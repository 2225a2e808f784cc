import type { Chart } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import { SecretSyncedApp, type SecretSyncedAppProps, SecretSyncedJob } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const NAME_LABEL = 'app.kubernetes.io/name';
const app = (props: Partial<SecretSyncedAppProps>) => (chart: Chart) =>
  new SecretSyncedApp(chart, 'api', { ...APP, ...props });

test('a label of metadata is that of the workload, and its pods keep theirs', () => {
  const metadata = { labels: { [NAME_LABEL]: 'checkout', team: 'a' } };
  const deployment = synthesizeOne('Deployment', app({ labels: { team: 'b' }, metadata }));
  expect(deployment.metadata.labels).toEqual({ [NAME_LABEL]: 'checkout', team: 'a' });
  expect(deployment.spec.selector.matchLabels).toEqual({ [NAME_LABEL]: 'api' });
  expect(deployment.spec.template.metadata.labels).toEqual({ [NAME_LABEL]: 'api', team: 'b' });
});

test('a label of podMetadata is that of the pods, also where the workload has another', () => {
  const labels = { [NAME_LABEL]: 'checkout', team: 'a' };
  const job = synthesizeOne(
    'Job',
    (chart) => new SecretSyncedJob(chart, 'api', { ...APP, labels: { team: 'b' }, podMetadata: { labels } }),
  );
  expect(job.metadata.labels).toEqual({ [NAME_LABEL]: 'api', team: 'b' });
  expect(job.spec.template.metadata.labels).toEqual(labels);
});

test.each([
  [{ name: 'a', metadata: { name: 'b' } }, 'name and metadata.name are both given, and differ: keep one (N5)'],
  [
    { namespace: 'project', metadata: { namespace: 'b' } },
    'namespace and metadata.namespace are both given, and differ: keep one (N5)',
  ],
  [
    { port: 80, serviceType: ServiceType.EXTERNAL_NAME },
    'serviceType "ExternalName" is for no Service of pods: drop it, or make a Service of cdk8s-plus (N5)',
  ],
  [
    { secretFiles: [{ path: '/keys', mode: 440, secretKeys: ['TOKEN'] }] },
    'secretFiles[0].mode must be a mode from 0 to 0o777, found the number 440, write 0o440 (N5)',
  ],
  [
    { secretFiles: [{ path: '/keys', mode: 640, secretKeys: ['TOKEN'] }] },
    'secretFiles[0].mode must be a mode from 0 to 0o777, found the number 640, write 0o640 (N5)',
  ],
])('%j is told', (props, message) => {
  expect(errorsOf(app(props))).toEqual([`[project/api] ${message}`]);
});

test('what is said twice alike is no problem', () => {
  const { metadata } = synthesizeOne('Deployment', app({ name: 'a', metadata: { name: 'a' } }));
  expect(metadata.name).toBe('a');
});
