import type { Fields } from '../../../lib/json/json';
import { typeOf } from '../../../lib/text/shown';
import {
  clusterRoleBinding,
  configMap,
  container,
  cronJob,
  deployment,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  managedSecret,
  NAMESPACE,
  podTemplate,
  secretsScope,
  serviceAccount,
  staticSecret,
} from '../manifests';
import { describeRules } from '../rule-cases';

const wave = (n: number | string) => ({ 'argocd.argoproj.io/sync-wave': String(n) });
/** What an alias of YAML may make: an object that stands in itself. */
const endless = () => {
  const object: { self?: object } = {};
  object.self = object;
  return object;
};
const hook = (name: string) => ({ 'argocd.argoproj.io/hook': name });
const helm = (name: string) => ({ 'helm.sh/hook': name });
const job = (annotations: Fields, template = podTemplate()) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', namespace: NAMESPACE, annotations },
  spec: { template },
});
const sync = (annotations: Fields = {}, spec: Fields = {}) => infisicalSecret(spec, { annotations });
const optional = podTemplate({
  containers: [
    container({
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'TOKEN', optional: true } } }],
    }),
  ],
});

const waits = (what: string, when: string, remedy: string, made = 'Sync, wave 0') =>
  `the ${what} (${when}) waits for the managed Secret "shop/api-secrets", which InfisicalSecret "api" only makes later (${made}), so that the first sync never ends: ${remedy}`;
const SYNC_HOOK = 'make the Job a hook of the Sync phase, in a later wave than InfisicalSecret "api"';
const needs = (what: string, other: string, later: string, moment: string) =>
  `${what} needs ${other}, which Argo CD applies later (${later}) than it (${moment}), so that the sync fails or never ends: give both one wave, or ${other} an earlier one`;

const migrations = [
  job({ ...hook('Sync'), ...wave(1) }),
  job({ ...hook('Sync'), ...wave(0) }),
  job(hook('PostSync')),
  job(hook('PreDelete')),
  job(hook('Skip')),
  job({}),
];

const application = (namespace: string, ...syncOptions: string[]) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: { destination: { namespace }, syncPolicy: { syncOptions } },
});

const set = (generators: object[]) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: {
    generators,
    template: {
      spec: {
        destination: { namespace: 'shop-{{.region}}' },
        syncPolicy: { syncOptions: ['CreateNamespace=true'] },
      },
    },
  },
});

const needsLater = (moment: string, other: string, remedy: string, later = 'Sync, wave 0') =>
  `the Job (${moment}) needs ${other}, which Argo CD only applies later (${later}), so that the first sync never ends: ${remedy}`;
const withPod = (pod: Fields, ...env: object[]) => podTemplate({ containers: [container({ env })], ...pod });
const fromConfigMap = (optional?: boolean) => ({
  name: 'LEVEL',
  valueFrom: { configMapKeyRef: { name: 'levels', key: 'LEVEL', ...(optional && { optional }) } },
});
const claim = (annotations: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'dumps', namespace: NAMESPACE, annotations },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const suspended = (annotations: Fields = {}) => {
  const one = job(annotations, withPod({}));
  return { ...one, spec: { ...one.spec, suspend: true } };
};
const dumps = { volumes: [{ name: 'dumps', persistentVolumeClaim: { claimName: 'dumps' } }] };

describeRules([
  {
    rule: 'X40',
    what: 'a migration before the configuration that it reads',
    bad: [job(wave(-1), withPod({}, fromConfigMap())), configMap('levels')],
    good: [
      job(wave(-1), withPod({}, fromConfigMap(true))),
      cronJob(withPod({}, fromConfigMap()), { annotations: wave(-1) }),
      job({ ...hook('PostSync'), ...wave(-1) }, withPod({}, fromConfigMap())),
      configMap('levels'),
    ],
    message: needsLater(
      'Sync, wave -1',
      'ConfigMap "levels"',
      'give ConfigMap "levels" at most wave -1, or the Job at least 0',
    ),
  },
  {
    rule: 'X40',
    what: 'a hook before its service account',
    bad: [job(hook('PreSync'), withPod({ serviceAccountName: 'migrate' })), serviceAccount('migrate')],
    good: [
      job({ ...hook('Sync'), ...wave(0) }, withPod({ serviceAccountName: 'migrate' })),
      job(hook('PreSync'), withPod({ serviceAccountName: 'other' })),
      serviceAccount('migrate'),
      serviceAccount('other', {}, { annotations: hook('PreSync') }),
    ],
    message: needsLater(
      'PreSync, wave 0',
      'ServiceAccount "migrate"',
      'make the Job a hook of the Sync phase, in a later wave than ServiceAccount "migrate"',
    ),
  },
  {
    rule: 'X40',
    what: 'a migration before its volume',
    bad: [job(wave(-2), withPod(dumps)), claim(wave(-1))],
    good: [job(wave(-1), withPod(dumps)), claim(wave(-1)), job(wave(5), withPod(dumps))],
    message: needsLater(
      'Sync, wave -2',
      'PersistentVolumeClaim "dumps"',
      'give PersistentVolumeClaim "dumps" at most wave -2, or the Job at least -1',
      'Sync, wave -1',
    ),
  },
  {
    rule: 'X34',
    what: 'a hook that is suspended',
    bad: [suspended(hook('PostSync'))],
    good: [suspended(), suspended(hook('Skip'))],
    message: 'the Job is suspended, and a PostSync hook, for whose end Argo CD waits: drop suspend, or the hook',
  },
  {
    rule: 'X34',
    what: 'a suspended Job of a wave that others wait for, not one of the last',
    bad: [suspended(wave(-1)), configMap('levels')],
    good: [suspended(wave(1)), configMap('levels'), job(wave(-1), withPod({}))],
    message:
      'the Job is suspended, and Argo CD waits for it before it applies what is in later waves: drop suspend, or give the Job the last wave',
  },
  {
    rule: 'X19',
    what: 'a namespace that none of the applications makes',
    bad: [
      sync(wave(-1)),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      set([{ list: { elements: [{ region: 'eu' }] } }]),
    ],
    good: [sync(wave(-1))],
    message: needs('InfisicalSecret "api"', 'Namespace "shop"', 'Sync, wave 0', 'Sync, wave -1'),
  },
  ...[hook('PreSync'), hook('PreSync,PostSync'), helm('pre-install,pre-upgrade')].map((annotations) => ({
    rule: 'X16',
    what: `a migration with ${JSON.stringify(annotations)}`,
    bad: [sync(), job(annotations)],
    good: [sync(), ...migrations, job(helm('post-install'))],
    message: waits('Job', 'PreSync, wave 0', SYNC_HOOK),
  })),
  {
    rule: 'X16',
    what: 'a workload in a namespace that nobody knows, where only one Secret has the name',
    bad: [sync(wave(1)), deployment({}, { namespace: undefined })],
    good: [
      sync(wave(1)),
      infisicalSecret(
        { managedKubeSecretReferences: [managedSecret({ secretNamespace: 'toys' })] },
        { name: 'other', namespace: 'toys' },
      ),
      deployment({}, { namespace: undefined }),
    ],
    message: waits(
      'Deployment',
      'Sync, wave 0',
      'give the Deployment at least wave 1, or InfisicalSecret "api" at most 0',
      'Sync, wave 1',
    ),
  },
  {
    rule: 'X16',
    what: 'a PreSync hook, whatever the wave of what it waits for',
    bad: [sync(wave(-5)), job({ ...hook('PreSync'), ...wave(3) })],
    good: [sync(wave(-5)), job({ ...hook('Sync'), ...wave(3) })],
    message: waits('Job', 'PreSync, wave 3', SYNC_HOOK, 'Sync, wave -5'),
  },
  {
    rule: 'X16',
    what: 'a Deployment in an earlier wave',
    bad: [sync(), deployment({}, { annotations: wave(-1) })],
    good: [
      sync(wave(-1)),
      deployment({}, { annotations: wave(-1) }),
      deployment(),
      // A wave that Argo CD cannot read is none (X18).
      deployment({}, { annotations: wave('early') }),
    ],
    message: waits(
      'Deployment',
      'Sync, wave -1',
      'give the Deployment at least wave 0, or InfisicalSecret "api" at most -1',
    ),
  },
  {
    rule: 'X16',
    what: 'what waits for nothing',
    bad: [sync(wave(2)), job(wave(1))],
    good: [
      sync(wave(2)),
      cronJob(podTemplate(), { annotations: wave(1) }),
      job(hook('PreSync'), optional),
      job(hook('PreSync'), podTemplate({ containers: [container({ env: [] })] })),
    ],
    message: waits(
      'Job',
      'Sync, wave 1',
      'give the Job at least wave 2, or InfisicalSecret "api" at most 1',
      'Sync, wave 2',
    ),
  },
  {
    rule: 'X16',
    what: 'a hook of the deletion, when the Secret is gone with its owner',
    bad: [sync(), job(hook('PostDelete'))],
    good: [
      sync({}, { managedKubeSecretReferences: [managedSecret({ creationPolicy: 'Orphan' })] }),
      job(hook('PostDelete')),
      job(helm('pre-delete')),
    ],
    message:
      'the PostDelete hook waits for the managed Secret "shop/api-secrets", which is gone with InfisicalSecret "api", so that the deletion never ends: use a PreDelete hook (from Argo CD 3.3 on), or creation policy Orphan',
  },
  ...[hook('PreSync'), helm('pre-install')].map((annotations) => ({
    rule: 'X17',
    what: `a sync with ${JSON.stringify(annotations)}`,
    bad: [sync(annotations)],
    good: [sync(wave(-1)), sync(hook('Skip')), sync(helm('crd-install')), job(hook('PreSync'))],
    message:
      'InfisicalSecret "api" is an Argo CD hook (PreSync), which each sync deletes and makes again, and with it what it owns, leases or has pushed: drop the hook, and give it an earlier sync wave',
  })),
  ...['first', '1.5', '', ' 1'].map((text) => ({
    rule: 'X18',
    what: `the wave "${text}"`,
    bad: [sync(wave(text))],
    good: [sync(wave(-1)), sync(wave('+2')), sync()],
    message: `the sync wave "${text}" is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
  })),
  {
    rule: 'X18',
    what: 'a wave that is a number',
    bad: [sync({ 'argocd.argoproj.io/sync-wave': -1 })],
    good: [sync({ 'argocd.argoproj.io/sync-wave': null })],
    message: 'the sync wave -1 is no whole number as text, and Argo CD would ignore it: write for example "-1"',
  },
  ...[endless(), [endless()], 2n ** 64n].map((value) => ({
    rule: 'X18',
    what: `a wave that JSON cannot say: ${typeOf(value)}`,
    bad: [sync({ 'argocd.argoproj.io/sync-wave': value })],
    good: [sync()],
    message: `the sync wave ${typeof value === 'bigint' ? value : typeOf(value)} is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
  })),
  {
    rule: 'X18',
    what: 'a hook that Argo CD does not have',
    bad: [job(hook('Presync'))],
    good: [job(hook('PreSync, PostSync')), job(helm('test'))],
    message:
      'Argo CD has no hook "Presync" and would never run this: write PreSync, Sync, PostSync, SyncFail, PreDelete, PostDelete, Skip',
  },
  {
    rule: 'X19',
    what: 'a sync before its login',
    bad: [staticSecret({}, { annotations: wave(-1) }), infisicalAuth(), infisicalConnection()],
    good: [
      staticSecret({}, { annotations: wave(-1) }),
      infisicalAuth({}, { annotations: wave(-2) }),
      infisicalConnection({}, { annotations: wave(-2) }),
    ],
    message: needs('InfisicalStaticSecret "web"', 'InfisicalAuth "auth"', 'Sync, wave 0', 'Sync, wave -1'),
  },
  {
    rule: 'X19',
    what: 'a login before its connection',
    bad: [infisicalAuth({}, { annotations: wave(-1) }), infisicalConnection()],
    good: [infisicalAuth({}, { annotations: wave(-1) }), infisicalConnection({}, { name: 'other' })],
    message: needs('InfisicalAuth "auth"', 'InfisicalConnection "connection"', 'Sync, wave 0', 'Sync, wave -1'),
  },
  {
    rule: 'X19',
    what: 'a sync before its service account',
    bad: [
      sync(wave(-2), { authentication: { kubernetesAuth: kubernetesAuth({ secretsScope: secretsScope() }) } }),
      serviceAccount('infisical-login'),
    ],
    good: [
      sync(wave(-2), { authentication: { kubernetesAuth: kubernetesAuth({ secretsScope: secretsScope() }) } }),
      serviceAccount('infisical-login', {}, { annotations: wave(-2) }),
      serviceAccount('infisical-login', {}, { namespace: 'other' }),
      clusterRoleBinding(),
    ],
    message: needs('InfisicalSecret "api"', 'ServiceAccount "infisical-login"', 'Sync, wave 0', 'Sync, wave -2'),
  },
  {
    rule: 'X19',
    what: 'a sync before its namespace',
    bad: [sync(wave(-1)), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
    good: [sync(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
    message: needs('InfisicalSecret "api"', 'Namespace "shop"', 'Sync, wave 0', 'Sync, wave -1'),
  },
  ...[
    ['that of Argo CD by its usual name', 'argocd', []],
    ['that of Argo CD by its settings', 'cd', [configMap('argocd-cm', {}, { namespace: 'cd' })]],
    [
      'that of Argo CD by its projects',
      'cd',
      [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'p', namespace: 'cd' } }],
    ],
    ['one that the sync itself makes', 'made', [application('made', 'CreateNamespace=true')]],
    ['one of an application of a list', 'shop-eu', [set([{ list: { elements: [{ region: 'eu' }] } }])]],
    ['one of applications that a generator finds', 'shop-eu', [set([{ git: { directories: [{ path: 'dist/*' }] } }])]],
    ['one of every cluster', 'default', []],
  ].map(([what, namespace, others]) => ({
    rule: 'X19',
    what: `a namespace that is there before any sync: ${what}`,
    bad: [sync(wave(-1)), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
    good: [
      infisicalSecret({}, { annotations: wave(-1), namespace: String(namespace) }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      ...(others as object[]),
    ],
    message: needs('InfisicalSecret "api"', 'Namespace "shop"', 'Sync, wave 0', 'Sync, wave -1'),
  })),
  {
    rule: 'X19',
    what: 'the namespace of a repository that Argo CD shall read',
    bad: [sync(wave(-1)), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
    good: [
      infisicalSecret(
        {},
        { annotations: wave(-1), namespace: 'cd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
      ),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cd' } },
    ],
    message: needs('InfisicalSecret "api"', 'Namespace "shop"', 'Sync, wave 0', 'Sync, wave -1'),
  },
]);
