import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRulesWithKeys } from '../declared-keys';
import {
  configMap,
  deployment,
  dynamicSecret,
  infisicalSecret,
  managedConfigMap,
  managedSecret,
  NAMESPACE,
  secret,
  staticSecret,
  target,
} from '../manifests';
import { describeRules } from '../rule-cases';

const elsewhere = { name: 'billing', namespace: 'billing', creationPolicy: 'Orphan' };
const alphaElsewhere = managedSecret({
  secretName: 'billing',
  secretNamespace: 'billing',
  creationPolicy: 'Orphan',
});
const writingTargets = (...targets: Fields[]) => staticSecret({ targets: targets.map(target) });
const writing = (secrets: readonly Fields[], spec: Fields = {}) =>
  infisicalSecret({ managedKubeSecretReferences: secrets, ...spec });
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'billing' } };

const STOPS =
  'the managed Secret "billing/billing" is in another namespace than its resource, which this app does not declare, and the operator stops there if it cannot write it: the';

describeRules([
  {
    rule: 'M25',
    what: 'a target elsewhere before one of the namespace of its resource',
    bad: [writingTargets(elsewhere, {})],
    good: [writingTargets({}, elsewhere)],
    message: `${STOPS} managed Secret "web-secrets" behind it would stay as it is. Put it last, or into a resource of its own`,
  },
  {
    rule: 'M25',
    what: 'a target elsewhere in between',
    bad: [writingTargets({}, elsewhere, { kind: 'ConfigMap', name: 'web-config' })],
    good: [writingTargets(elsewhere)],
    message: `${STOPS} managed ConfigMap "web-config" behind it would stay as it is. Put it last, or into a resource of its own`,
  },
  {
    rule: 'M25',
    what: 'v1alpha1, whose single reference comes last',
    bad: [writing([alphaElsewhere, managedSecret()])],
    good: [writing([managedSecret({ secretName: 'one' })], { managedSecretReference: alphaElsewhere })],
    message: `${STOPS} managed Secret "api-secrets" behind it would stay as it is. Put it last, or into a resource of its own`,
  },
  {
    rule: 'M25',
    what: 'v1alpha1, which writes ConfigMaps after all Secrets',
    bad: [writing([alphaElsewhere], { managedKubeConfigMapReferences: [managedConfigMap()] })],
    good: [
      writing([managedSecret()], {
        managedKubeConfigMapReferences: [
          managedConfigMap({ configMapName: 'b', configMapNamespace: 'billing', creationPolicy: 'Orphan' }),
        ],
      }),
    ],
    message: `${STOPS} managed ConfigMap "api-config" behind it would stay as it is. Write it by a resource of its own, as v1alpha1 writes ConfigMaps last`,
  },
  ...[
    ['a namespace that the app declares', [writingTargets(elsewhere, {}), namespace]],
    [
      'one in which the app has other objects',
      [writingTargets(elsewhere, {}), deployment({}, { namespace: 'billing' })],
    ],
    ['one of every cluster', [writingTargets({ ...elsewhere, namespace: 'default' }, {})]],
    ['one that is filled in later', [writingTargets({ ...elsewhere, namespace: '${BILLING}' }, {})]],
    ['others elsewhere only', [writingTargets(elsewhere, { ...elsewhere, namespace: 'orders' })]],
  ].map(([what, good]) => ({
    rule: 'M25',
    what: `not: ${String(what)}`,
    bad: [writingTargets(elsewhere, {})],
    good: good as object[],
    message: `${STOPS} managed Secret "web-secrets" behind it would stay as it is. Put it last, or into a resource of its own`,
  })),
  {
    rule: 'M26',
    what: 'a Secret that was written before and cannot be changed',
    settings: { previous: [secret('api-secrets', { immutable: true })] },
    bad: [infisicalSecret()],
    good: [
      writing([managedSecret({ secretName: 'other' })]),
      writingTargets({ kind: 'ConfigMap', name: 'api-secrets' }),
    ],
    message: `the managed Secret "${NAMESPACE}/api-secrets" is there already with immutable: true, and the operator can never write it: delete that Secret right before this is applied, or choose another name`,
  },
  {
    rule: 'M26',
    what: 'a ConfigMap that was written before and cannot be changed',
    settings: { previous: [configMap('web-config', { immutable: true })] },
    bad: [writingTargets({ kind: 'ConfigMap', name: 'web-config' })],
    good: [writingTargets({ name: 'web-config' })],
    message: `the managed ConfigMap "${NAMESPACE}/web-config" is there already with immutable: true, and the operator can never write it: delete that ConfigMap right before this is applied, or choose another name`,
  },
  {
    rule: 'M26',
    what: 'also for a lease',
    settings: { previous: [secret('database-lease', { immutable: true })] },
    bad: [dynamicSecret()],
    good: [dynamicSecret({ managedSecretReference: managedSecret({ secretName: 'other' }) })],
    message: `the managed Secret "${NAMESPACE}/database-lease" is there already with immutable: true, and the operator can never write it: delete that Secret right before this is applied, or choose another name`,
  },
]);

test('that an immutable Secret of the app is managed is told once, as M6 tells it', () => {
  const app = [infisicalSecret(), secret('api-secrets', { immutable: true })];
  expect(checkManifests(app).map(({ rule }) => rule)).toEqual(['M6']);
});

test('whatever stands in what was written before, M26 reads it', () => {
  const previous = [{}, null, { kind: 'Secret', immutable: true }, { kind: 'Secret', metadata: 1, immutable: true }];
  const settings = { previous: previous as never };
  expect(checkManifests([infisicalSecret()], settings).map(({ rule }) => rule)).toEqual([]);
});

describeRulesWithKeys([
  {
    rule: 'M10',
    what: 'keys that are called otherwise than the type wants them: the one that is meant is named',
    keys: ['DOCKERCONFIGJSON', 'PORT'],
    bad: [writing([managedSecret({ secretType: 'kubernetes.io/dockerconfigjson' })])],
    good: [writing([managedSecret({ secretType: 'Opaque' })])],
    message:
      'the managed Secret "api-secrets" of type "kubernetes.io/dockerconfigjson" needs ".dockerconfigjson", and nothing writes ".dockerconfigjson": add a template that does, for example from "DOCKERCONFIGJSON"',
  },
]);
