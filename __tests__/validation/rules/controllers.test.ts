import type { Fields } from '../../../lib/json/json';
import { container, cronJob, deployment, NAMESPACE, podTemplate } from '../manifests';
import { describeRules } from '../rule-cases';

const POD = { restartPolicy: 'Never', containers: [{ name: 'api', image: 'api:1.0' }] };
const METADATA = { name: 'api', namespace: NAMESPACE };
const job = (spec: Fields, pod: Fields = POD) => [
  { apiVersion: 'batch/v1', kind: 'Job', metadata: METADATA, spec: { template: { spec: pod }, ...spec } },
];
const of = (kind: 'Deployment' | 'StatefulSet' | 'DaemonSet', spec: Fields) => [deployment(spec, {}, kind)];
const scheduled = (spec: Fields) => {
  const { spec: own, ...rest } = cronJob();
  return [{ ...rest, spec: { ...(own as Fields), ...spec } }];
};
const NAME = 'app.kubernetes.io/name';
const without = (object: object, field: string) => [{ ...object, [field]: undefined }];
const expressions = (...matchExpressions: Fields[]) => of('Deployment', { selector: { matchExpressions } });
const V37 = { kubernetesVersion: '1.37' };

describeRules([
  {
    rule: 'W1',
    what: 'a selector that was taken away',
    bad: of('Deployment', { selector: undefined }),
    good: [deployment()],
    message: 'spec.selector is missing: write matchLabels with labels that the pod template has',
  },
  {
    rule: 'W1',
    what: 'a selector that selects everything',
    bad: of('StatefulSet', { selector: { matchLabels: {} } }),
    good: of('StatefulSet', {}),
    message: 'spec.selector is empty: write matchLabels with labels that the pod template has',
  },
  {
    rule: 'W1',
    what: 'pods whose labels were taken away',
    bad: of('DaemonSet', { template: { spec: { containers: [container()] } } }),
    good: of('DaemonSet', {}),
    message: `the pod template has no label "${NAME}", so that spec.selector does not match its pods: write the same labels in both`,
  },
  {
    rule: 'W1',
    what: 'pods with another label',
    bad: of('Deployment', { template: podTemplate({}, { labels: { [NAME]: 'shop' } }) }),
    good: of('Deployment', { template: podTemplate({}, { labels: { [NAME]: 'api', team: 'shop' } }) }),
    message: `the pod template has "shop" as label "${NAME}", not "api", so that spec.selector does not match its pods: write the same labels in both`,
  },
  {
    rule: 'W1',
    what: 'pods that an expression does not mean',
    bad: expressions({ key: NAME, operator: 'NotIn', values: ['api'] }),
    good: expressions({ key: NAME, operator: 'In', values: ['api', 'shop'] }, { key: 'a', operator: 'DoesNotExist' }),
    message:
      'the pod template has no label as spec.selector.matchExpressions[0] asks for, so that spec.selector does not match its pods: write the same labels in both',
  },
  {
    rule: 'W1',
    what: 'the selector of a Job',
    bad: job({ selector: { matchLabels: { a: 'b' } } }),
    good: job({}),
    message: 'spec.selector is made by the API server: drop it',
  },
  {
    rule: 'W1',
    what: 'the labels by which the API server knows the pods of a Job',
    bad: job({ template: { metadata: { labels: { 'controller-uid': 'x', 'job-name': 'shop' } }, spec: POD } }),
    good: job({
      selector: { matchLabels: { 'job-name': 'api' } },
      template: { metadata: { labels: { 'batch.kubernetes.io/job-name': 'api' } }, spec: POD },
    }),
    message: 'spec.template.metadata.labels has "job-name", "controller-uid", which the API server writes: drop them',
  },
  {
    rule: 'W1',
    what: 'the same in a CronJob, whose Jobs get names of their own',
    bad: scheduled({
      jobTemplate: { spec: { template: { metadata: { labels: { 'job-name': 'api' } }, spec: POD } } },
    }),
    good: [
      ...scheduled({ jobTemplate: { spec: { template: { metadata: { labels: { job: 'api' } }, spec: POD } } } }),
      ...job({
        selector: { matchLabels: { a: 'b' } },
        manualSelector: true,
        template: {
          metadata: { labels: { a: 'b', 'controller-uid': 'x' } },
          spec: POD,
        },
      }),
    ],
    message: 'spec.jobTemplate.spec.template.metadata.labels has "job-name", which the API server writes: drop it',
  },
  {
    rule: 'W1',
    what: 'the selector of the Jobs of a CronJob',
    bad: scheduled({ jobTemplate: { spec: { manualSelector: true, template: { spec: POD } } } }),
    good: scheduled({}),
    message:
      'spec.jobTemplate.spec.manualSelector cannot be set in a CronJob, whose Jobs each get a selector of their own: drop it',
  },
  {
    rule: 'W2',
    what: 'an operator that nobody knows',
    bad: expressions({ key: NAME, operator: 'Equals', values: ['api'] }),
    good: expressions({ key: NAME, operator: 'In', values: ['api'] }),
    message: 'spec.selector.matchExpressions[0].operator is "Equals": write In, NotIn, Exists or DoesNotExist',
  },
  {
    rule: 'W2',
    what: 'an operator without values',
    bad: expressions({ key: NAME, operator: 'In' }),
    good: expressions({ key: NAME, operator: 'Exists' }),
    message: 'spec.selector.matchExpressions[0].values is empty: write a value, as "In" needs one',
  },
  {
    rule: 'W2',
    what: 'an operator that takes none',
    bad: expressions({ key: NAME, operator: 'Exists', values: ['api'] }),
    good: expressions({ key: NAME, operator: 'Exists', values: [] }),
    message: 'spec.selector.matchExpressions[0].values cannot stand beside "Exists": drop it',
  },
  ...[
    ...['replicas', 'minReadySeconds', 'revisionHistoryLimit'].map((name) => [of('Deployment', { [name]: -1 }), name]),
    ...['backoffLimit', 'parallelism', 'ttlSecondsAfterFinished'].map((name) => [job({ [name]: -1 }), name]),
    [scheduled({ startingDeadlineSeconds: -1 }), 'startingDeadlineSeconds'],
    [of('StatefulSet', { ordinals: { start: -1 } }), 'ordinals.start'],
  ].map(([bad, name]) => ({
    rule: 'W3',
    what: `${name} below nothing`,
    bad: bad as object[],
    good: [...of('Deployment', { replicas: 0, minReadySeconds: 0 }), ...job({ backoffLimit: 0 })],
    message: `spec.${name} is the number -1: write 0 or more`,
  })),
  {
    rule: 'W4',
    what: 'a controller whose spec was taken away',
    bad: without(deployment(), 'spec'),
    good: [deployment()],
    message: 'spec is missing: write it, with a selector and a template',
  },
  {
    rule: 'W4',
    what: 'a controller without a template',
    bad: of('StatefulSet', { template: null }),
    good: of('StatefulSet', {}),
    message: 'spec.template is missing: write it, with labels and a spec',
  },
  {
    rule: 'W4',
    what: 'a CronJob without Jobs',
    bad: scheduled({ jobTemplate: {} }),
    good: scheduled({}),
    message: 'spec.jobTemplate.spec is missing: write it, with a template',
  },
  {
    rule: 'W4',
    what: 'containers that are added to what runs',
    bad: of('Deployment', { template: podTemplate({ ephemeralContainers: [container({ name: 'debug' })] }) }),
    good: of('Deployment', { template: podTemplate({ ephemeralContainers: [] }) }),
    message:
      'spec.template.spec.ephemeralContainers cannot be set in a template: kubectl debug adds them to a pod that runs',
  },
  {
    rule: 'W5',
    what: 'a rolling update of what is replaced at once',
    bad: of('Deployment', { strategy: { type: 'Recreate', rollingUpdate: {} } }),
    good: of('Deployment', { strategy: { type: 'Recreate', rollingUpdate: null } }),
    message: 'spec.strategy.rollingUpdate cannot stand beside type: Recreate: drop one of them',
  },
  {
    rule: 'W5',
    what: 'more pods missing than there are',
    bad: of('Deployment', { strategy: { rollingUpdate: { maxUnavailable: '101%' } } }),
    good: of('Deployment', { strategy: { rollingUpdate: { maxUnavailable: '100%', maxSurge: '200%' } } }),
    message: 'spec.strategy.rollingUpdate.maxUnavailable is "101%": write at most "100%"',
  },
  {
    rule: 'W5',
    what: 'no pod that may be replaced',
    bad: of('Deployment', { strategy: { rollingUpdate: { maxUnavailable: '0%', maxSurge: 0 } } }),
    good: of('Deployment', { strategy: { rollingUpdate: { maxSurge: 0 } } }),
    message:
      'spec.strategy.rollingUpdate.maxUnavailable and maxSurge are both 0, so that no pod can be replaced: let one be more',
  },
  {
    rule: 'W5',
    what: 'a text that is no share',
    bad: of('Deployment', { strategy: { rollingUpdate: { maxSurge: '1' } } }),
    good: of('Deployment', { strategy: { rollingUpdate: { maxSurge: '1%' } } }),
    message: 'spec.strategy.rollingUpdate.maxSurge is "1": write a number of pods, or a share such as "25%"',
  },
  {
    rule: 'W5',
    what: 'a DaemonSet with pods missing and in addition',
    bad: of('DaemonSet', { updateStrategy: { rollingUpdate: { maxSurge: 1 } } }),
    good: of('DaemonSet', { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }),
    message:
      'spec.updateStrategy.rollingUpdate.maxSurge and spec.updateStrategy.rollingUpdate.maxUnavailable, which is 1 where it is missing, are both more than 0: write 0 for one of them',
  },
  {
    rule: 'W5',
    what: 'a StatefulSet, since Kubernetes 1.37',
    settings: V37,
    bad: of('StatefulSet', { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }),
    good: of('StatefulSet', { updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } }),
    message:
      'spec.updateStrategy.rollingUpdate.maxUnavailable is the number 0, so that no pod can be replaced: write 1 or more',
  },
  {
    rule: 'W6',
    what: 'servers that do not restart',
    bad: of('Deployment', { template: podTemplate({ restartPolicy: 'Never' }) }),
    good: of('Deployment', { template: podTemplate({ restartPolicy: 'Always' }) }),
    message:
      'spec.template.spec.restartPolicy is "Never", the pods of a Deployment always restart: drop it, or write a Job',
  },
  {
    rule: 'W6',
    what: 'servers with an end',
    bad: of('StatefulSet', { template: podTemplate({ activeDeadlineSeconds: 60 }) }),
    good: job({ activeDeadlineSeconds: 60 }),
    message:
      'spec.template.spec.activeDeadlineSeconds cannot be set for the pods of a StatefulSet, which always run: drop it, or write a Job',
  },
  {
    rule: 'W6',
    what: 'Jobs without an end',
    bad: job({}, { ...POD, restartPolicy: undefined }),
    good: job({}, { ...POD, restartPolicy: 'OnFailure' }),
    message:
      'spec.template.spec.restartPolicy is missing, so that it is "Always", and the pods of a Job end: write OnFailure or Never',
  },
  {
    rule: 'W11',
    what: 'what becomes of claims',
    bad: of('StatefulSet', { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } }),
    good: of('StatefulSet', { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }),
    message: 'spec.persistentVolumeClaimRetentionPolicy.whenScaled is "Keep": write Retain or Delete',
  },
  {
    rule: 'W11',
    what: 'the name of the Service, since Kubernetes 1.33',
    settings: V37,
    bad: of('StatefulSet', { serviceName: 'my.store' }),
    good: of('StatefulSet', { serviceName: 'my-store' }),
    message:
      'spec.serviceName is "my.store", which is no name of a Service: it must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit',
  },
  {
    rule: 'W16',
    what: 'a name that leaves no place for the hash',
    bad: [deployment({}, { name: 'n'.repeat(53) }, 'StatefulSet')],
    good: [deployment({}, { name: 'n'.repeat(52) }, 'StatefulSet')],
    message: `the name of the StatefulSet "${'n'.repeat(53)}" has 53 characters, and its pods get a label of it and a hash that must not have more than 63: write at most 52`,
  },
  {
    rule: 'W12',
    what: 'a deadline that no pod can meet',
    bad: of('Deployment', { minReadySeconds: 600 }),
    good: of('Deployment', { minReadySeconds: 599 }),
    message:
      'spec.progressDeadlineSeconds is missing, so that it is 600: write more than spec.minReadySeconds, which is 600',
  },
]);
