import type { Fields } from '../../../lib/json/json';
import { cronJob, NAMESPACE, podTemplate } from '../manifests';
import { describeRules } from '../rule-cases';

const POD = { restartPolicy: 'Never', containers: [{ name: 'api', image: 'api:1.0' }] };
const METADATA = { name: 'api', namespace: NAMESPACE };
const job = (spec: Fields, pod: Fields = POD) => [
  { apiVersion: 'batch/v1', kind: 'Job', metadata: METADATA, spec: { template: { spec: pod }, ...spec } },
];
const indexed = (spec: Fields) => job({ completionMode: 'Indexed', completions: 3, ...spec });
const scheduled = (spec: Fields) => {
  const { spec: own, ...rest } = cronJob();
  return [{ ...rest, spec: { ...(own as Fields), ...spec } }];
};
const onCondition = (condition: Fields) => ({
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [condition] }] },
  template: podTemplate(POD),
});
const V37 = { kubernetesVersion: '1.37' };

describeRules([
  {
    rule: 'W7',
    what: 'an indexed Job without a number of indexes',
    bad: indexed({ completions: undefined, parallelism: 2 }),
    good: [...indexed({}), ...indexed({ completions: undefined })],
    message: 'spec.completions is missing: write how many, as an indexed Job needs it',
  },
  {
    rule: 'W7',
    what: 'limits for indexes that there are not',
    bad: job({ backoffLimitPerIndex: 1 }),
    good: indexed({ backoffLimitPerIndex: 1, maxFailedIndexes: 3 }),
    message: 'spec.backoffLimitPerIndex needs completionMode: Indexed: write that, or drop it',
  },
  {
    rule: 'W7',
    what: 'more failed indexes than indexes',
    bad: indexed({ backoffLimitPerIndex: 1, maxFailedIndexes: 4 }),
    good: indexed({ backoffLimitPerIndex: 1, maxFailedIndexes: 3 }),
    message: 'spec.maxFailedIndexes is the number 4: write at most completions, which are 3',
  },
  {
    rule: 'W7',
    what: 'who manages the Job, since Kubernetes 1.32',
    settings: V37,
    bad: job({ managedBy: 'queue' }),
    good: job({ managedBy: 'example.com/queue' }),
    message:
      'spec.managedBy is "queue", which is no domain with a path: write a domain, "/" and a name, such as example.com/queue',
  },
  {
    rule: 'W8',
    what: 'a rule that never counts',
    bad: job({ podFailurePolicy: { rules: [{ action: 'FailJob' }] } }),
    good: job({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] } }),
    message: 'spec.podFailurePolicy.rules[0] needs onExitCodes or onPodConditions: write one',
  },
  {
    rule: 'W8',
    what: 'a condition without a status, in a CronJob before Kubernetes 1.34',
    bad: scheduled({ jobTemplate: { spec: onCondition({ type: 'DisruptionTarget' }) } }),
    good: scheduled({ jobTemplate: { spec: onCondition({ type: 'DisruptionTarget', status: 'True' }) } }),
    message:
      'spec.jobTemplate.spec.podFailurePolicy.rules[0].onPodConditions[0].status is missing: write "True", "False" or "Unknown"',
  },
  {
    rule: 'W8',
    what: 'exit codes in no order',
    bad: job({
      podFailurePolicy: { rules: [{ action: 'Count', onExitCodes: { operator: 'In', values: [2, 1] } }] },
    }),
    good: job({
      podFailurePolicy: { rules: [{ action: 'Count', onExitCodes: { operator: 'NotIn', values: [0, 1, 2] } }] },
    }),
    message: 'spec.podFailurePolicy.rules[0].onExitCodes.values is in no order: write the smallest first',
  },
  {
    rule: 'W8',
    what: 'a container that there is not',
    bad: job({
      podFailurePolicy: {
        rules: [{ action: 'Count', onExitCodes: { containerName: 'app', operator: 'In', values: [1] } }],
      },
    }),
    good: job({
      podFailurePolicy: {
        rules: [{ action: 'Count', onExitCodes: { containerName: 'api', operator: 'In', values: [1] } }],
      },
    }),
    message:
      'spec.podFailurePolicy.rules[0].onExitCodes.containerName is "app", and the containers are "api": write one of them',
  },
  {
    rule: 'W8',
    what: 'success of indexes that there are not, since Kubernetes 1.31',
    settings: V37,
    bad: indexed({ successPolicy: { rules: [{ succeededIndexes: '0,2-3' }] } }),
    good: indexed({ successPolicy: { rules: [{ succeededIndexes: '0,1-2', succeededCount: 3 }] } }),
    message: 'spec.successPolicy.rules[0].succeededIndexes is "0,2-3": write indexes below completions, which are 3',
  },
  ...[
    ['0 0 4 * * *', 'has 6 fields: write five, minute, hour, day of the month, month and day of the week'],
    ['TZ=UTC 0 4 * * *', 'names a time zone: write it into timeZone'],
    [
      '@every day',
      'is none of the short forms: write @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or "@every 1h30m"',
    ],
    ['60 4 * * *', 'has "60" as minute: write "*", numbers from 0 to 59, ranges such as "1-3" or steps such as "*/2"'],
    [
      '0 4 * * 7',
      'has "7" as day of the week: write "*", numbers from 0 to 6 (or sun to sat), ranges such as "1-3" or steps such as "*/2"',
    ],
  ].map(([schedule, problem]) => ({
    rule: 'W9',
    what: `the schedule "${schedule}"`,
    bad: scheduled({ schedule }),
    good: ['@every 1h30m', '@daily', '*/5 4-6/2 1,15 JAN-mar ?', ' 0\t4 * * 0 '].flatMap((schedule) =>
      scheduled({ schedule }),
    ),
    message: `spec.schedule is "${schedule}", which ${problem}`,
  })),
  {
    rule: 'W10',
    what: 'a time zone that is misspelt',
    bad: scheduled({ timeZone: 'Europe/Berln' }),
    good: ['Europe/Berlin', 'UTC', 'Etc/GMT+5'].flatMap((timeZone) => scheduled({ timeZone })),
    message: 'spec.timeZone is "Europe/Berln", which is no time zone: did you mean "Europe/Berlin"?',
  },
  {
    rule: 'W10',
    what: 'a city that is no zone, where another one is as short',
    bad: scheduled({ timeZone: 'Europe/Wien' }),
    good: scheduled({ timeZone: 'Europe/Vienna' }),
    message:
      'spec.timeZone is "Europe/Wien", which is no time zone: write a name such as Europe/Berlin or Etc/UTC, or drop it',
  },
  {
    rule: 'W10',
    what: 'the time zone of whichever machine it is',
    bad: scheduled({ timeZone: 'Local' }),
    good: scheduled({ timeZone: undefined }),
    message:
      'spec.timeZone is "Local", which is no time zone: write a name such as Europe/Berlin or Etc/UTC, or drop it',
  },
]);
