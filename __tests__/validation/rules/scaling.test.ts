import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const metadata = { name: 'shop', namespace: 'shop' };
const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
const autoscaler = (spec: object, version = 'v2') => [
  {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { scaleTargetRef: TARGET, maxReplicas: 3, ...spec },
  },
];
const metric = (fields: object) => autoscaler({ metrics: [fields] });
const cpu = (target: object) => metric({ type: 'Resource', resource: { name: 'cpu', target } });
const external = (target: object) => metric({ type: 'External', external: { metric: { name: 'jobs' }, target } });
const POLICY = { type: 'Pods', value: 1, periodSeconds: 60 };
const down = (rules: object) => autoscaler({ behavior: { scaleDown: { policies: [POLICY], ...rules } } });
const budget = (spec: object) => [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec }];

describeRules([
  {
    rule: 'R9',
    what: 'no pods at most',
    bad: autoscaler({ maxReplicas: 0 }),
    good: autoscaler({ maxReplicas: 1 }),
    message: 'spec.maxReplicas is the number 0: write 1 or more',
  },
  {
    rule: 'R9',
    what: 'more pods at least than at most',
    bad: autoscaler({ minReplicas: 4 }, 'v1'),
    good: autoscaler({ minReplicas: 3 }, 'v1'),
    message: 'spec.maxReplicas is the number 3: write at least minReplicas, which is 4',
  },
  {
    rule: 'R9',
    what: 'no pods at least, where nobody told a release that can',
    bad: autoscaler({ minReplicas: 0 }),
    good: autoscaler({ minReplicas: 1 }),
    message: 'spec.minReplicas is the number 0: write 1 or more (0 can be written since Kubernetes 1.37)',
  },
  {
    rule: 'R9',
    what: 'no pods at least, and no metric by which they start again',
    bad: autoscaler({ minReplicas: 0 }),
    good: autoscaler({
      minReplicas: 0,
      metrics: [{ type: 'External', external: { metric: { name: 'jobs' }, target: { type: 'Value', value: '1' } } }],
    }),
    message:
      'spec.minReplicas is the number 0: write 1 or more, or an Object or External metric, by which alone pods can start again',
    settings: { kubernetesVersion: '1.37' },
  },
  {
    rule: 'R9',
    what: 'nothing that is scaled',
    bad: autoscaler({ scaleTargetRef: { kind: 'Deployment' } }),
    good: autoscaler({}),
    message: 'spec.scaleTargetRef.name is missing: write the name of the object',
  },
  {
    rule: 'R9',
    what: 'what is scaled without its group, since that is refused',
    bad: autoscaler({ scaleTargetRef: { ...TARGET, apiVersion: 'v1' } }),
    good: autoscaler({}),
    message:
      'spec.scaleTargetRef.apiVersion is "v1", which has no group: write that of spec.scaleTargetRef, such as apps/v1',
    settings: { kubernetesVersion: '1.34' },
  },
  {
    rule: 'R10',
    what: 'a metric without what its type needs',
    bad: metric({ type: 'Resource' }),
    good: cpu({ type: 'Utilization', averageUtilization: 80 }),
    message: 'spec.metrics[0].resource is missing: the type of the metric is "Resource"',
  },
  {
    rule: 'R10',
    what: 'two targets',
    bad: cpu({ type: 'Utilization', averageUtilization: 80, averageValue: '1' }),
    good: cpu({ type: 'AverageValue', averageValue: '1' }),
    message:
      'spec.metrics[0].resource.target.averageValue stands beside spec.metrics[0].resource.target.averageUtilization: write one of them',
  },
  {
    rule: 'R10',
    what: 'a target that nothing can reach',
    bad: external({ type: 'Value', value: '0' }),
    good: external({ type: 'Value', value: '500m' }),
    message: 'spec.metrics[0].external.target.value is "0": write an amount above 0',
  },
  {
    rule: 'R10',
    what: 'a type of a target that there is not',
    bad: external({ type: 'Average', value: '1' }),
    good: external({ type: 'AverageValue', averageValue: '1' }),
    message:
      'spec.metrics[0].external.target.type "Average" is none of Utilization, Value, AverageValue: write one of them',
  },
  {
    rule: 'R10',
    what: 'a metric beside its type',
    bad: metric({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      pods: { metric: { name: 'jobs' }, target: { type: 'AverageValue', averageValue: '1' } },
    }),
    good: cpu({ type: 'Utilization', averageUtilization: 80 }),
    message: 'spec.metrics[0].pods stands beside the type "Resource": drop it',
  },
  {
    rule: 'R11',
    what: 'a window that is too long',
    bad: down({ stabilizationWindowSeconds: 3601 }),
    good: down({ stabilizationWindowSeconds: 3600 }),
    message: 'spec.behavior.scaleDown.stabilizationWindowSeconds is the number 3601: write 0 to 3600 seconds',
  },
  {
    rule: 'R11',
    what: 'no policy',
    bad: down({ policies: [] }),
    good: down({ policies: undefined }),
    message: 'spec.behavior.scaleDown.policies is empty: write a policy, or drop it',
  },
  {
    rule: 'R11',
    what: 'a policy for no time',
    bad: down({ policies: [{ type: 'Pods', value: 1 }] }),
    good: down({}),
    message: 'spec.behavior.scaleDown.policies[0].periodSeconds is missing: write 1 to 1800 seconds',
  },
  {
    rule: 'R12',
    what: 'two bounds',
    bad: budget({ minAvailable: 1, maxUnavailable: 1 }),
    good: budget({ minAvailable: 1 }),
    message: 'spec.maxUnavailable stands beside minAvailable: write one of them',
  },
  {
    rule: 'R12',
    what: 'more than all',
    bad: budget({ minAvailable: '101%' }),
    good: budget({ minAvailable: '100%' }),
    message: 'spec.minAvailable is "101%": write at most "100%"',
  },
  {
    rule: 'R12',
    what: 'a number in quotes',
    bad: budget({ maxUnavailable: '1' }),
    good: budget({ maxUnavailable: 1 }),
    message: 'spec.maxUnavailable is "1": write a number, or a percentage such as "50%"',
  },
]);

test('the selector of a metric is that of its adapter: the API server does not look at it', () => {
  const metric = { name: 'jobs', selector: { matchLabels: { 'a b': 'c d' }, matchExpressions: [{ key: 'a b' }] } };
  const pods = { metric, target: { type: 'AverageValue', averageValue: '1' } };
  expect(checkManifests(autoscaler({ metrics: [{ type: 'Pods', pods }] }) as never)).toEqual([]);
});
