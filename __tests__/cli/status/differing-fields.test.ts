import { differingFields } from '../../../cli/status/differing-fields';
import type { Manifest } from '../../../lib/model/manifest';

const deployment = (spec: object, container: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'orders' } },
    template: { spec: { containers: [{ name: 'orders', image: 'orders:1', ...container }] } },
  },
});

const container = 'spec.template.spec.containers[0]';

test.each([
  [deployment({ replicas: 1 }), deployment({ replicas: 3 }), 'spec.replicas: dist has 1, the cluster 3'],
  [deployment({ replicas: 2 }), deployment({ replicas: 1 }), 'spec.replicas: dist has 2, the cluster 1'],
  [
    deployment({}, { imagePullPolicy: 'IfNotPresent' }),
    deployment({}, { imagePullPolicy: 'Always' }),
    `${container}.imagePullPolicy: dist has IfNotPresent, the cluster Always`,
  ],
  [
    deployment({}, { resources: { limits: { cpu: '1' } } }),
    deployment({}, { resources: { limits: { cpu: '2' } } }),
    `${container}.resources.limits.cpu: dist has 1, the cluster 2`,
  ],
])('a default that dist says is told where the cluster has another value', (wanted, found, told) => {
  expect(differingFields(wanted, found)).toEqual([told]);
});

test('what a cluster writes where dist says nothing is no difference', () => {
  const live = deployment({ replicas: 3, progressDeadlineSeconds: 900 }, { imagePullPolicy: 'Always' });
  expect(differingFields(deployment({}), live)).toEqual([]);
});
