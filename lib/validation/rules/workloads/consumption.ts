import { grouped } from '../../../collections/grouped';
import { perApp } from '../../../model/app-model';
import { isReference } from '../../../model/consumption';
import { deliveriesOf } from '../../../model/delivery/deliveries';
import { isNoNamespace, variableNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import {
  isLease,
  isUnresolved,
  type ManagedObject,
  placedObject,
  shownObject,
  writtenKeys,
} from '../../../model/operator-resource';
import { isFilledInLater, isUnplaced, objectOf } from '../../../model/resource';
import { secretsMadeOf } from '../../../model/secrets-made';
import { quotedKey } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

export const C1 = ruleOn('workload', {
  severity: Severity.ERROR,
  explainedBy: ['N2'],
  title: 'A workload runs in the namespace of the managed Secret that it uses',
  why: 'A pod sees the Secrets of its own namespace only: it waits for one that nobody writes there, and never starts.',
  source:
    'Kubernetes: staging/src/k8s.io/api/core/v1/types.go (SecretEnvSource, SecretKeySelector, SecretVolumeSource)',
  bad: using({ env: [variable('TOKEN')] }, {}, { namespace: 'web' }),
  good: using({ env: [variable('TOKEN')] }, {}, { namespace: 'shop' }),
  check: ({ resource, namespace, uses }, report, app) => {
    if (isUnplaced(resource)) return;
    const { managed, names, anywhere } = secretsIn(app);
    const used = grouped(
      uses.filter(({ kind }) => kind === 'Secret'),
      ({ name }) => name,
    );
    for (const [name, [{ field }]] of used) {
      const all = managed.get(name) ?? [];
      const [elsewhere] = all;
      if (elsewhere === undefined || names.get(namespace)?.has(name) || anywhere.has(name)) continue;
      // Of what cannot be a namespace M19 and N6 have told.
      if (elsewhere.namespace.value !== undefined && isNoNamespace(elsewhere.namespace.value)) continue;
      report(
        field,
        `the workload runs in namespace "${namespace ?? ''}" and cannot use the managed Secret "${name}" in "${elsewhere.namespace.value ?? ''}": give both the same namespace`,
      );
    }
  },
});

/** The managed Secrets by their names, and the names of all Secrets by their namespaces, or of those that may be in any. */
const secretsIn = perApp((app) => {
  const { managedObjects, resources } = app;
  const deliveries = deliveriesOf(app);
  const managed = managedObjects.filter(({ kind }) => kind === 'Secret');
  const names = new Map<string | undefined, Set<unknown>>();
  const anywhere = new Set<unknown>();
  const add = (namespace: string | undefined, name: unknown) =>
    names.set(namespace, (names.get(namespace) ?? new Set()).add(name));
  for (const object of managed) {
    const { owner, namespace, name } = object;
    // Where it has no namespace at all, A4 has said it.
    const isAnywhere = !namespace.value || isFilledInLater(owner.resource, namespace.value) || isCopied(object);
    if (isAnywhere && !isUnresolved(object)) anywhere.add(name.value ?? '');
    add(namespace.value, name.value ?? '');
  }
  for (const resource of resources) {
    for (const name of secretsMadeOf(resource)) {
      if (isUnplaced(resource)) anywhere.add(name);
      else add(resource.manifest.metadata.namespace, name);
    }
  }
  for (const { kind, name, namespace } of deliveries.flatMap(({ written }) => written)) {
    if (kind !== 'Secret') continue;
    if (namespace === undefined) anywhere.add(name);
    else add(namespace, name);
  }
  return { managed: grouped(managed, ({ name }) => name.value ?? ''), names, anywhere };
});

/** Labels and annotations by which others copy a Secret into more namespaces: Reflector, Replicator, Config Syncer. */
const COPIED = /^(?:reflector\.v1\.k8s\.emberstack\.com|replicator\.v1\.mittwald\.de|kubed\.appscode\.com)\//;

function isCopied({ owner, metadata }: ManagedObject): boolean {
  const own = objectOf(owner.resource).at('metadata');
  const texts = metadata.isGiven ? metadata : own;
  return ['labels', 'annotations'].some((part) =>
    texts
      .at(part)
      .entries()
      .some(([key]) => COPIED.test(key)),
  );
}

export const C5 = ruleOn('consumption', {
  severity: Severity.WARNING,
  assumes: 'kubernetesVersion',
  title: 'A workload that takes a whole managed object into its environment knows the keys',
  why: 'The container gets whatever somebody puts into the folder in Infisical, and, before 1.30, Kubernetes leaves out what cannot name a variable.',
  source:
    'Kubernetes 1.29: pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables: keys that IsEnvVarName refuses are skipped; none since 1.30)',
  bad: { ...using({ envFrom: [{ secretRef: { name: 'api-secrets' } }] }), keys: undefined },
  good: using({ envFrom: [{ secretRef: { name: 'api-secrets' } }] }),
  check: ({ object, uses }, report, { settings }) => {
    const whole = uses.find(({ via }) => via === 'envFrom');
    if (whole === undefined || isLease(object)) return;
    const problem = wholeProblem(writtenKeys(object), whole.prefix, settings.kubernetesVersion);
    if (problem) report(whole.field, `envFrom of the ${placedObject(object)} ${problem}`);
  },
});

function wholeProblem(
  keys: ReadonlySet<string> | undefined,
  prefix: string,
  version: string | undefined,
): string | undefined {
  if (keys === undefined) {
    return 'gives the container every key, whichever there are: declare the keys, or take single ones with secretKeyRef';
  }
  // Since then, the kubelet takes any name.
  if (isKubernetes(version, '1.30')) return undefined;
  const skipped = [...keys].filter((key) => variableNameProblem(`${prefix}${key}`, version) !== undefined);
  if (skipped.length === 0) return undefined;
  const names = skipped.map(quotedKey).join(', ');
  return `leaves out ${names}, which cannot name a variable: take it with secretKeyRef`;
}

export const C12 = ruleOn('consumption', {
  severity: Severity.WARNING,
  title: 'A workload does not start without its secrets',
  why: 'Until the first sync, and after a key has gone, the pod starts without its secret, and fails later and elsewhere.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  bad: using({ env: [variable('TOKEN', { optional: true })] }),
  good: using({ env: [variable('TOKEN', { optional: false })] }),
  check: ({ object, uses }, report) => {
    const optional = uses.filter((use) => use.optional.value === true && !isReference(use));
    if (optional.length === 0) return;
    const keys = [...new Set(optional.flatMap(({ key }) => (key === undefined ? [] : [quotedKey(key)])))];
    const what = keys.length > 0 ? `${keys.join(', ')} of ` : '';
    report(
      optional[0].optional,
      `the workload would start without ${what}the ${shownObject(object)}: drop "optional: true"`,
    );
  },
});
