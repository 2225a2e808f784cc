import { modelOf } from '../../lib/model/app-model';
import type { Manifest } from '../../lib/model/manifest';

const container = (name = 'managed') => ({ name: 'c', image: 'i', envFrom: [{ secretRef: { name } }] });
const template = (name?: string) => ({ metadata: { labels: { a: 'b' } }, spec: { containers: [container(name)] } });

function secretsOf(apiVersion: string, kind: string, content: object): string[] {
  const manifest = { apiVersion, kind, metadata: { name: 'a', namespace: 'n' }, ...content } as unknown as Manifest;
  return modelOf([{ manifest }]).workloads.flatMap(({ uses }) => uses.map(({ name }) => name));
}

describe('an object with a pod is a workload', () => {
  test.each<[string, string, object]>([
    ['v1', 'Pod', { spec: template().spec }],
    ['v1', 'PodTemplate', { template: template() }],
    ['v1', 'ReplicationController', { spec: { template: template() } }],
    ['apps/v1', 'Deployment', { spec: { template: template() } }],
    ['extensions/v1beta1', 'Deployment', { spec: { template: template() } }],
    ['batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template: template() } } } }],
    ['argoproj.io/v1alpha1', 'Rollout', { spec: { template: template() } }],
    ['serving.knative.dev/v1', 'Service', { spec: { template: template() } }],
    ['apps.kruise.io/v1alpha1', 'CloneSet', { spec: { template: template() } }],
    ['keda.sh/v1alpha1', 'ScaledJob', { spec: { jobTargetRef: { template: template() } } }],
    ['example.com/v1', 'Cluster', { spec: { podTemplate: template() } }],
    ['example.com/v1', 'Cluster', { spec: { initContainers: [container()] } }],
    [
      'example.com/v1',
      'Cluster',
      { spec: { containers: [{ name: 'c' }], volumes: [{ name: 'v', secret: { secretName: 'managed' } }] } },
    ],
    ['example.com/v1', 'Cluster', { pods: { a: { b: [{ c: template() }] } } }],
    ['argoproj.io/v1alpha1', 'Workflow', { spec: { templates: [{ name: 'x', container: container() }] } }],
    ['tekton.dev/v1', 'Task', { spec: { steps: [container()] } }],
  ])('%s %s', (apiVersion, kind, content) => {
    expect(secretsOf(apiVersion, kind, content)).toEqual(['managed']);
  });

  test('with all its pods', () => {
    const groups = { head: { template: template('a') }, workers: [{ template: template('b') }] };
    expect(secretsOf('ray.io/v1', 'RayCluster', { spec: groups })).toEqual(['a', 'b']);
  });

  test('and not a schema, a chart or the deployment of one', () => {
    const values = { values: { containers: [container()] } };
    expect(secretsOf('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: values })).toEqual([]);
    expect(secretsOf('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { spec: values })).toEqual([]);
    expect(secretsOf('argoproj.io/v1alpha1', 'Application', { spec: values })).toEqual([]);
  });

  test('unless it stands in itself', () => {
    const spec: Record<string, unknown> = {};
    spec.self = spec;
    expect(secretsOf('example.com/v1', 'Cluster', { spec })).toEqual([]);
  });
});
