import { checkManifests, objectsIn } from '../../../lib/validation/check-manifests';
import { configMap, cronJob, deployment, infisicalSecret, NAMESPACE, podTemplate, secret } from '../manifests';
import { describeRules } from '../rule-cases';

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: NAMESPACE },
  spec: {},
});
const clusterRole = (name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
});
const SUBDOMAIN =
  'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit';
const LABEL = 'must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit';
const KEY =
  'must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one';
const job = (name: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: NAMESPACE },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'api', image: 'api:1.0' }] } }, ...spec },
});
const labelled = (labels: object) => deployment({ template: podTemplate({}, { labels }) });
const withMetadata = (metadata: object) => [configMap('api', {}, metadata)];

/** Annotations that Kubernetes reads of pods. */
const POD_ANNOTATIONS = [
  ['controller.kubernetes.io/pod-deletion-cost', '01', 'write a whole number of 32 bits'],
  ['kubernetes.io/config.mirror', 'x', 'drop it, the kubelet writes it'],
  ['seccomp.security.alpha.kubernetes.io/pod', 'x', 'write securityContext.seccompProfile instead'],
  ['scheduler.alpha.kubernetes.io/tolerations', 'x', 'write spec.tolerations instead'],
  ['container.apparmor.security.beta.kubernetes.io/other', 'unconfined', 'the pod has no container "other"'],
] as const;

const IGNORE = 'cdk8s-infisical/ignore';
const ignoring = (text: unknown, name = 'Api') => [configMap(name, {}, { annotations: { [IGNORE]: text as string } })];
const LINE = 'write a line for each rule, such as "C11: restarted by hand"';
const IGNORED = ignoring('N1: of an old cluster');

describeRules([
  ...(
    [
      ['an unknown rule', 'N111: x', `names the rule "N111", and there is no such rule: did you mean "N11"?`],
      ['no reason', 'N1:', `names the rule "N1" without a reason: write why it does not apply here`],
      ['a rule alone', 'N1', `names the rule "N1" without a reason: write why it does not apply here`],
      ['a rule twice', 'N1: a\nN1: b', `names the rule "N1" twice: keep one line`],
      ['another form', 'N1, C11', `has the line "N1, C11": ${LINE}`],
      ['no text', true, `is the boolean true: ${LINE}`],
      ['nothing', ' \n', `is empty: ${LINE}`],
      ['a token', 'N1 ghp_0123456789abcdefghijklmnopqrstuvwxyz', `has the line (not shown): ${LINE}`],
      ['what is not found', 'N1: old\nN4: x', `switches off "N4", of which nothing is found here: delete the line`],
    ] as const
  ).map(([what, text, problem]) => ({
    rule: 'N13',
    what,
    bad: ignoring(text),
    good: IGNORED,
    message: `the annotation "${IGNORE}" ${problem}`,
  })),
  {
    rule: 'N13',
    what: 'what is asked for elsewhere',
    bad: ignoring('N1: x', 'api'),
    good: ignoring('N1: x\nE1: shared\nX11: of changes\nL1: of props'),
    message: `the annotation "${IGNORE}" switches off "N1", of which nothing is found here: delete the line`,
  },
  {
    rule: 'N13',
    what: 'the template of a pod',
    bad: [deployment({ template: podTemplate({}, { annotations: { [IGNORE]: 'C11: x' } } as never) })],
    good: [deployment({ template: podTemplate({}, {}) })],
    message: `the annotation "${IGNORE}" does not count on the template of a pod: put it into the metadata of the object`,
  },
  {
    rule: 'N1',
    what: 'an object',
    bad: [secret('Api')],
    good: [secret('1.api')],
    message: `the name of the Secret "Api" ${SUBDOMAIN}`,
  },
  {
    rule: 'N1',
    what: 'a long name',
    bad: [configMap('a'.repeat(254))],
    good: [configMap('a'.repeat(253))],
    message: `the name of the ConfigMap "${'a'.repeat(254)}" has 254 characters, 253 are allowed`,
  },
  {
    rule: 'N1',
    what: 'no name',
    bad: [secret('api', {}, { name: undefined })],
    good: [secret('5'), secret('api', {}, { name: 5 as never })],
    message: 'the Secret has no name: set metadata.name',
  },
  {
    rule: 'N1',
    what: 'a Service',
    bad: [service('1-api')],
    good: [service('api-1'), deployment({}, { name: '1-api' })],
    message:
      'the name of the Service "1-api" must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter: rename it, or, if your cluster has Kubernetes 1.36 or later, set kubernetes.version in cdk8s-infisical.yaml',
  },
  {
    rule: 'N1',
    what: 'an RBAC object, whose name may hold what others may not',
    bad: [clusterRole('system:infisical/auth')],
    good: [clusterRole('system:Infisical')],
    message:
      'the name of the ClusterRole "system:infisical/auth" must be a path segment: not empty, ".", or "..", without "/" and "%"',
  },
  {
    rule: 'N1',
    what: 'a generated name',
    bad: [secret('api', {}, { name: undefined, generateName: 'Api-' } as object)],
    good: [secret('api', {}, { name: undefined, generateName: 'api-' } as object)],
    message: `the generateName of the Secret "Api-" ${SUBDOMAIN}`,
  },
  {
    rule: 'N2',
    what: 'a namespace',
    bad: [infisicalSecret({}, { namespace: 'my.shop' })],
    good: [infisicalSecret({}, { namespace: 'my-shop' }), infisicalSecret({}, { namespace: undefined })],
    message: `the namespace "my.shop" ${LABEL}`,
  },
  {
    rule: 'N1',
    what: 'a CronJob, whose Jobs get longer names',
    bad: [cronJob(podTemplate(), { name: 'a'.repeat(53) })],
    good: [cronJob(podTemplate(), { name: 'a'.repeat(52) })],
    message: `the name of the CronJob "${'a'.repeat(53)}" has 53 characters, 52 are allowed`,
  },
  {
    rule: 'N1',
    what: 'a Job, whose name is a label of its pods',
    bad: [job('a'.repeat(64))],
    good: [job('a'.repeat(63)), job('a'.repeat(64), { manualSelector: true })],
    message: `the name of the Job "${'a'.repeat(64)}" has 64 characters, 63 are allowed`,
  },
  {
    rule: 'N1',
    what: 'an indexed Job, whose pods are hosts',
    bad: [job('a.b', { completionMode: 'Indexed', completions: 3 })],
    good: [job('a-b', { completionMode: 'Indexed', completions: 3 }), job('a.b')],
    message: `the name of the Job "a.b" makes the pod "a.b-2" of the indexed Job, which ${LABEL}`,
  },
  {
    rule: 'N1',
    what: 'a StatefulSet, whose pods are hosts',
    bad: [deployment({}, { name: 'my.store' }, 'StatefulSet')],
    good: [deployment({}, { name: 'my.store' }), deployment({}, { name: 'a'.repeat(63) }, 'StatefulSet')],
    message: `the name of the StatefulSet "my.store" ${LABEL}`,
  },
  {
    rule: 'N1',
    what: 'a Service of Kubernetes 1.36',
    settings: { kubernetesVersion: '1.36' },
    bad: [service('my.api')],
    good: [service('1-api')],
    message: `the name of the Service "my.api" ${LABEL}`,
  },
  {
    rule: 'N4',
    what: 'a label',
    bad: [configMap('api', {}, { labels: { team: 'the shop' } })],
    good: [secret('api', {}, { labels: { team: 'the_Shop.1', empty: '' }, annotations: { team: 'the shop' } })],
    message:
      'the value "the shop" of the label "team" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  },
  {
    rule: 'N4',
    what: 'a label that is no text',
    bad: [configMap('api', {}, { labels: { version: 2 } })],
    good: [secret('api', {}, { labels: { version: '2' } })],
    message: 'the label "version" must be text, found the number 2, write "2"',
  },
  {
    rule: 'N4',
    what: 'a label that cannot even become text',
    bad: [configMap('api', {}, { labels: { version: { toString: 1 } } })],
    good: [secret('api')],
    message: 'the label "version" must be text, found an object',
  },
  {
    rule: 'N4',
    what: 'the key of a label',
    bad: withMetadata({ labels: { 'team name': 'shop' } }),
    good: withMetadata({ labels: { 'example.com/Team_1': 'shop' } }),
    message: `the key of the label "team name" ${KEY}`,
  },
  {
    rule: 'N4',
    what: 'a label of the pods',
    bad: [labelled({ 'app.kubernetes.io/name': 'api', owner: 'me@example.com' })],
    good: [labelled({ 'app.kubernetes.io/name': 'api', owner: 'me' })],
    message:
      'the value "me@example.com" of the label "owner" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, in spec.template.metadata.labels',
  },
  {
    rule: 'N4',
    what: 'a label of a selector',
    bad: [deployment({ selector: { matchLabels: { 'my app': 'api' } } })],
    good: [deployment()],
    message: `the key of the label "my app" ${KEY}, in spec.selector.matchLabels`,
  },
  {
    rule: 'N7',
    what: 'the key of an annotation',
    bad: withMetadata({ annotations: { 'a b': 'x' } }),
    good: withMetadata({ annotations: { 'Example.com/a': 'any text' } }),
    message: `the key of the annotation "a b" ${KEY}`,
  },
  {
    rule: 'N7',
    what: 'annotations of the pods that are too large',
    bad: [deployment({ template: podTemplate({}, { annotations: { a: 'é'.repeat(131_072) } }) })],
    good: [deployment({ template: podTemplate({}, { annotations: { a: `é${'e'.repeat(262_141)}` } }) })],
    message:
      'spec.template.metadata.annotations have 262145 bytes in all, 262144 are allowed: put what is large into a ConfigMap, or apply the object on the server side',
  },
  ...POD_ANNOTATIONS.map(([key, value, problem]) => ({
    rule: 'N9',
    what: `an annotation that Kubernetes reads: ${key}`,
    bad: [deployment({ template: podTemplate({}, { annotations: { [key]: value } }) })],
    good: [
      deployment({
        template: podTemplate(
          {},
          {
            annotations: {
              'controller.kubernetes.io/pod-deletion-cost': '-1',
              'seccomp.security.alpha.kubernetes.io/pod': 'localhost/profiles/api.json',
              'container.apparmor.security.beta.kubernetes.io/api': 'runtime/default',
            },
          },
        ),
      }),
      secret('api', {}, { annotations: { [key]: value } }),
    ],
    message: `the annotation "${key}" is "${value}": ${problem}`,
  })),
  {
    rule: 'N11',
    what: 'the claims of a StatefulSet',
    bad: [
      deployment(
        { volumeClaimTemplates: [{ metadata: { name: 'data', labels: { team: 'the shop' } } }] },
        {},
        'StatefulSet',
      ),
    ],
    good: [
      deployment(
        { volumeClaimTemplates: [{ metadata: { name: 'data', labels: { team: 'shop' } } }] },
        {},
        'StatefulSet',
      ),
    ],
    message:
      'the value "the shop" of the label "team" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, in spec.volumeClaimTemplates[0].metadata.labels: nothing of it will be created',
  },
  {
    rule: 'N8',
    what: 'a finalizer without a domain',
    bad: withMetadata({ finalizers: ['keep'] }),
    good: withMetadata({ finalizers: ['orphan', 'example.com/keep'] }),
    message: 'metadata.finalizers[0] is "keep", which needs a domain in front: write "example.com/keep" with yours',
  },
  {
    rule: 'N8',
    what: 'finalizers against each other',
    bad: withMetadata({ finalizers: ['orphan', 'foregroundDeletion'] }),
    good: withMetadata({ finalizers: ['foregroundDeletion'] }),
    message: 'metadata.finalizers are both "orphan" and "foregroundDeletion": keep one',
  },
  {
    rule: 'N8',
    what: 'an owner that nobody can find',
    bad: withMetadata({ ownerReferences: [{ kind: 'Deployment', name: 'api', controller: true }] }),
    good: withMetadata({ ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', uid: '1' }] }),
    message: 'metadata.ownerReferences[0] lacks the apiVersion and uid of the owner: write them, or drop the reference',
  },
  {
    rule: 'N8',
    what: 'a time',
    bad: withMetadata({ creationTimestamp: '2023-02-29T00:00:00Z' }),
    good: withMetadata({ creationTimestamp: '2024-02-29T00:00:00Z' }),
    message:
      'metadata.creationTimestamp is "2023-02-29T00:00:00Z", which is no time such as 2026-01-31T12:00:00Z: drop it',
  },
]);

test('a label that a construct writes to several places is told once, with the others', () => {
  const labels = { 'app.kubernetes.io/name': 'my api' };
  const found = checkManifests([
    deployment({ selector: { matchLabels: labels }, template: podTemplate({}, { labels }) }, { labels }),
  ]);
  expect(found.map(({ rule, message }) => [rule, message])).toEqual([
    [
      'N4',
      'the value "my api" of the label "app.kubernetes.io/name" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit (the same in spec.template.metadata.labels and spec.selector.matchLabels)',
    ],
  ]);
});

test('what a controller could never make of its template is an error, though the API server takes the controller', () => {
  const metadata = { labels: { 'a b': 'c' }, annotations: { 'a b': 'c' } };
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const claims = [{ metadata: { ...metadata, name: 'data' }, spec }];
  const found = checkManifests([deployment({ volumeClaimTemplates: claims }, {}, 'StatefulSet')]);
  expect(
    found.filter(({ severity }) => severity === 'error').map(({ rule, severity, at }) => [rule, severity, at.at(-2)]),
  ).toEqual([
    ['N11', 'error', 'labels'],
    ['N11', 'error', 'annotations'],
  ]);
});

test.each(['List', 'SecretList'])('a %s is the objects in it, as for kubectl', (kind) => {
  const items = [secret('a'), { metadata: { name: 'b', namespace: NAMESPACE } }];
  const objects = objectsIn([{ apiVersion: 'v1', kind, metadata: {}, items }]);
  expect(objects.map(({ metadata: { name } }) => name)).toEqual(['a', 'b']);
  expect(objects[1].kind).toBe(kind === 'List' ? undefined : 'Secret');
});

test('a list that a program holds as one object needs no name', () => {
  const list = { apiVersion: 'v1', kind: 'SecretList', metadata: {}, items: [secret('a')] };
  expect(checkManifests([list as never])).toEqual([]);
});
