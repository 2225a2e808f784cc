import { isOfCluster } from '../../../model/cluster-scoped-kinds';
import type { Field } from '../../../model/field';
import { labelProblem } from '../../../model/kubernetes-names';
import { NEWEST_KUBERNETES } from '../../../model/kubernetes-version';
import { isList, type Manifest } from '../../../model/manifest';
import { namePrefixProblem, objectNameProblem } from '../../../model/object-names';
import { objectOf, type Resource } from '../../../model/resource';
import { kindDeclarationOf } from '../../../schemas/part-types';
import { unsetPartOf } from '../../../text/unset-text';
import { ruleOn, Severity } from '../../rule';

const GENERIC = 'staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go';

export const N1 = ruleOn('resource', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'The name of an object is valid for its kind',
  why: 'The API server refuses the object. It allows 253 characters, for StatefulSets, Services and Namespaces 63 and no ".", for Jobs 63, for CronJobs 52.',
  source: `Kubernetes 1.29 to 1.37: ${GENERIC} (NameIsDNSSubdomain, NameIsDNSLabel), pkg/apis/batch/validation/validation.go (ValidateCronJobCreate, ValidateJobCreate), pkg/apis/apps/validation/validation.go (ValidateStatefulSetName); since 1.36 the name of a Service may start with a digit (RelaxedServiceNameValidation)`,
  bad: { objects: [{ kind: 'Secret', metadata: { name: 'Orders_Db' } }] },
  good: { objects: [{ kind: 'Secret', metadata: { name: 'orders-db' } }] },
  check: (resource, report, { settings }) => {
    if (isPlainlyNamed(resource, settings.kubernetesVersion)) return;
    const { manifest } = resource;
    const object = objectOf(resource);
    const [name, prefix] = [object.text('metadata', 'name'), object.text('metadata', 'generateName')];
    const { kubernetesVersion } = settings;
    if (prefix.value) {
      const problem = unsetPartOf(prefix.value)
        ? undefined
        : namePrefixProblem(manifest, prefix.value, !name.isEmpty, kubernetesVersion);
      if (problem) report(prefix, `the generateName of the ${manifest.kind} "${prefix.value}" ${problem}`);
    }
    if (name.isEmpty) {
      // Of a prefix of another type F2 tells.
      if (prefix.isEmpty && !hasNoName(resource, object)) {
        report(name, `the ${manifest.kind || 'object'} has no name: set metadata.name`);
      }
      return;
    }
    const problem = name.value === undefined ? undefined : nameProblem(object, resource, name.value, kubernetesVersion);
    if (problem === undefined || unsetPartOf(name.value ?? '') !== undefined) return;
    const told = kubernetesVersion === undefined ? relaxation(manifest, name.value ?? '') : '';
    report(name, `the name of the ${manifest.kind} "${name.value}" ${problem}${told}`);
  },
});

/** Whether its name is fine, and nothing else is to be asked for that, as of nearly all objects. */
function isPlainlyNamed({ manifest, raw }: Resource, version: string | undefined): boolean {
  const { name, generateName } = manifest.metadata as Manifest['metadata'] & { readonly generateName?: unknown };
  const isText = typeof name === 'string' && name !== '' && generateName === undefined && raw === undefined;
  return isText && manifest.kind !== 'Job' && objectNameProblem(manifest, name, version) === undefined;
}

/** Where a newer release allows a name, and nobody has told which one it is. */
function relaxation(manifest: Manifest, name: string): string {
  const isAllowed = objectNameProblem(manifest, name) && !objectNameProblem(manifest, name, NEWEST_KUBERNETES);
  return isAllowed
    ? ': rename it, or, if your cluster has Kubernetes 1.36 or later, set kubernetes.version in cdk8s-infisical.yaml'
    : '';
}

/** Whether it needs none, or another rule tells why it cannot have one. */
function hasNoName({ manifest }: Resource, object: Field): boolean {
  const metadata = object.at('metadata');
  // A list without items is no list, and no cluster has such a kind: nobody meant its name.
  return (
    isList(manifest) ||
    manifest.kind.endsWith('List') ||
    (metadata.isGiven && !metadata.isObject && kindDeclarationOf(manifest) !== undefined)
  );
}

function nameProblem(object: Field, { manifest }: Resource, name: string, version?: string): string | undefined {
  const isJob = manifest.kind === 'Job' && manifest.apiVersion === 'batch/v1';
  // With a selector of its own nobody makes a label of its name.
  const kind = isJob && object.at('spec', 'manualSelector').raw === true ? { ...manifest, apiVersion: '' } : manifest;
  const problem = objectNameProblem(kind, name, version);
  return problem ?? (isJob ? podNameProblem(object, name) : undefined);
}

/** The pods of an indexed Job are hosts with the number of the pod in their names. */
function podNameProblem(object: Field, name: string): string | undefined {
  const completions = object.number('spec', 'completions').value ?? 0;
  if (object.at('spec', 'completionMode').raw !== 'Indexed' || !Number.isInteger(completions) || completions <= 0)
    return undefined;
  const host = `${name}-${completions - 1}`;
  const problem = labelProblem(host);
  return problem && `makes the pod "${host}" of the indexed Job, which ${problem}`;
}

export const N2 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The name of a namespace is valid',
  why: 'The API server refuses the object: no namespace can have that name.',
  source: `Kubernetes 1.29 to 1.37: ${GENERIC} (ValidateNamespaceName)`,
  bad: { objects: [{ kind: 'Secret', metadata: { namespace: 'Shop' } }] },
  good: { objects: [{ kind: 'Secret', metadata: { namespace: 'shop' } }] },
  check: ({ manifest }, report) => {
    const { namespace } = manifest.metadata;
    // The API server takes it away from objects that are in none.
    if (!namespace || isOfCluster(manifest) || unsetPartOf(namespace)) return;
    const problem = labelProblem(namespace);
    if (problem) report(['metadata', 'namespace'], `the namespace "${namespace}" ${problem}`);
  },
});
