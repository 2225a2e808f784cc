import { namedObject } from '../../../model/address';
import { isReference } from '../../../model/consumption';
import { variableNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { misplacedUsesOf } from '../../../model/misplaced-uses';
import { isLease, type ManagedObject, placedObject, shownObject, writtenKeys } from '../../../model/operator-resource';
import { quotedKey } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

export const C1 = ruleOn('app', {
  severity: Severity.ERROR,
  explainedBy: ['N2'],
  title: 'A workload runs in the namespace of the managed Secret that it uses',
  why: 'A pod sees the Secrets of its own namespace only: it waits for one that nobody writes there, and never starts.',
  source:
    'Kubernetes: staging/src/k8s.io/api/core/v1/types.go (SecretEnvSource, SecretKeySelector, SecretVolumeSource)',
  bad: using({ env: [variable('TOKEN')] }, {}, { namespace: 'web' }),
  good: using({ env: [variable('TOKEN')] }, {}, { namespace: 'shop' }),
  check: (app, report) => {
    for (const { workload, object, uses } of misplacedUsesOf(app)) {
      const [{ field, name }] = uses;
      report(
        workload.resource,
        field,
        `the workload runs in namespace "${workload.namespace ?? ''}" and cannot use the managed Secret "${name}" in "${object.namespace.value ?? ''}": give both the same namespace`,
      );
    }
  },
});

export const C5 = ruleOn('intendedUse', {
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
    const problem = wholeProblem(object, whole.prefix, settings.kubernetesVersion);
    if (problem) report(whole.field, `envFrom of the ${placedObject(object)} ${problem}`);
  },
});

function wholeProblem(object: ManagedObject, prefix: string, version: string | undefined): string | undefined {
  const keys = writtenKeys(object);
  if (keys === undefined) {
    const { resource } = object.owner;
    const named = `name the keys in a template of ${namedObject(resource.manifest)}`;
    const remedy = resource.construct === undefined ? named : 'declare the keys';
    return `gives the container every key, whichever there are: ${remedy}, or take single ones with secretKeyRef`;
  }
  // Since then, the kubelet takes any name.
  if (isKubernetes(version, '1.30')) return undefined;
  const skipped = [...keys].filter((key) => variableNameProblem(`${prefix}${key}`, version) !== undefined);
  if (skipped.length === 0) return undefined;
  const names = skipped.map(quotedKey).join(', ');
  return `leaves out ${names}, which cannot name a variable: take it with secretKeyRef`;
}

export const C12 = ruleOn('intendedUse', {
  severity: Severity.WARNING,
  title: 'A workload does not start without its secrets',
  why: 'Until the first sync, and after a key has gone, the pod starts without its secret, and fails later and elsewhere.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  bad: using({ env: [variable('TOKEN', { optional: true })] }),
  good: using({ env: [variable('TOKEN', { optional: false })] }),
  check: ({ object, uses }, report) => {
    const optional = uses.filter((use) => use.isOptional && !isReference(use));
    if (optional.length === 0) return;
    const keys = [...new Set(optional.flatMap(({ key }) => (key === undefined ? [] : [quotedKey(key)])))];
    const what = keys.length > 0 ? `${keys.join(', ')} of ` : '';
    report(
      optional[0].optional,
      `the workload would start without ${what}the ${shownObject(object)}: drop "optional: true"`,
    );
  },
});
