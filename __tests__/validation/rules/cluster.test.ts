import { describeRules } from '../rule-cases';

const metadata = { name: 'shop', namespace: 'shop' };
const range = (limit: object) => [
  { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits: [{ type: 'Container', ...limit }] } },
];
const quota = (spec: object) => [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec }];
const priority = (value: number, name = 'high') => [
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value },
];
const selected = (requirement: object) =>
  quota({
    hard: { pods: '10' },
    scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', ...requirement }] },
  });

describeRules([
  {
    rule: 'R18',
    what: 'more at least than at most',
    bad: range({ min: { memory: '2Gi' }, max: { memory: '2000Mi' } }),
    good: range({ min: { memory: '2Gi' }, max: { memory: '2048Mi' } }),
    message: 'spec.limits[0].min.memory is "2Gi": min must not be larger than max',
  },
  {
    rule: 'R18',
    what: 'a default that the largest amount stands for',
    bad: range({ max: { cpu: '1' }, defaultRequest: { cpu: '1500m' } }),
    good: range({ max: { cpu: '2' }, defaultRequest: { cpu: '1500m' } }),
    message: 'spec.limits[0].defaultRequest.cpu is "1500m": defaultRequest must not be larger than max',
  },
  {
    rule: 'R18',
    what: 'a resource that containers do not have',
    bad: range({ max: { storage: '1Gi' } }),
    good: range({ max: { 'example.com/gpu': '1' } }),
    message:
      'the resource "storage" in spec.limits[0].max is no resource of containers: cpu, memory, ephemeral-storage, hugepages-<size>',
  },
  {
    rule: 'R18',
    what: 'a default of pods',
    bad: range({ type: 'Pod', default: { cpu: '1' } }),
    good: range({ type: 'Pod', max: { cpu: '1' } }),
    message: 'spec.limits[0].default is for containers, the type is "Pod": drop it',
  },
  {
    rule: 'R18',
    what: 'a claim without a bound',
    bad: range({ type: 'PersistentVolumeClaim', default: { storage: '1Gi' } }),
    good: range({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }),
    message: 'spec.limits[0] says nothing of storage: write min or max of it',
  },
  {
    rule: 'R18',
    what: 'a ratio that no bounds allow',
    bad: range({ min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '3' } }),
    good: range({ min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '2' } }),
    message: 'spec.limits[0].maxLimitRequestRatio.cpu must not be larger than max divided by min',
  },
  {
    rule: 'R15',
    what: 'a part of an object',
    bad: quota({ hard: { pods: '1500m' } }),
    good: quota({ hard: { pods: '2', cpu: '1500m' } }),
    message: 'spec.hard.pods is "1500m": write a whole number',
  },
  {
    rule: 'R15',
    what: 'a resource that there is not',
    bad: quota({ hard: { deployments: '5' } }),
    good: quota({ hard: { 'count/deployments.apps': '5' } }),
    message: 'the resource "deployments" in spec.hard is no resource that Kubernetes knows',
  },
  {
    rule: 'R15',
    what: 'what is in no scope',
    bad: quota({ hard: { pods: '1', secrets: '1' }, scopes: ['BestEffort'] }),
    good: quota({ hard: { pods: '1' }, scopes: ['BestEffort'] }),
    message: 'spec.scopes[0] is the scope "BestEffort", in which "secrets" cannot be limited: write a quota for each',
  },
  {
    rule: 'R15',
    what: 'scopes with nothing in both',
    bad: quota({ hard: { pods: '1' }, scopes: ['Terminating', 'NotTerminating'] }),
    good: quota({ hard: { pods: '1' }, scopes: ['Terminating', 'BestEffort'] }),
    message: 'spec.scopes[1] is the scope "NotTerminating" beside "Terminating": nothing is in both',
  },
  {
    rule: 'R15',
    what: 'a selector without values',
    bad: selected({ operator: 'In' }),
    good: selected({ operator: 'Exists' }),
    message: 'spec.scopeSelector.matchExpressions[0].values is missing: write one',
  },
  {
    rule: 'R19',
    what: 'a priority of the system',
    bad: priority(1_000_000_001),
    good: priority(1_000_000_000),
    message: 'value is the number 1000000001: write at most 1000000000',
  },
  {
    rule: 'R19',
    what: 'a name of the system',
    bad: priority(1, 'system-shop'),
    good: priority(2_000_001_000, 'system-node-critical'),
    message: 'the name "system-shop" starts with system-, which is for Kubernetes: rename it',
  },
]);
