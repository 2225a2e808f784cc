import { namedObject } from '../../../model/address';
import { isOfOperator, operatorResourceOf } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import { referencesOf } from '../../../model/references';
import type { Resource } from '../../../model/resource';
import { shownText } from '../../../text/shown';
import { Severity } from '../../rule';
import { ruleOnApplied } from './applied';

export const G5 = ruleOnApplied({
  severity: Severity.ERROR,
  title: "No Kustomization of Flux moves or renames what the operator's resources refer to",
  why: "targetNamespace, namePrefix and nameSuffix change the metadata of objects, and not what stands in the operator's resources: these then name a login, a Secret or a namespace that is not there.",
  source:
    'kustomize-controller v1.9.6: api/v1/kustomization_types.go; kustomize api v0.21.1: its defaults for fields that refer to names know no kind of the operator',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Kustomization', spec: { targetNamespace: 'shop-prod' } }] },
  good: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Kustomization' }] },
  checkApplied: ({ spec }, applied) => {
    const own = applied.filter(({ manifest }) => isOfOperator(manifest));
    return [...moveProblems(spec, own), ...renameProblems(spec, own, applied)];
  },
});

type Problems = (readonly [at: Field, problem: string])[];

function moveProblems(spec: Field, own: readonly Resource[]): Problems {
  const target = spec.text('targetNamespace');
  const { value } = target;
  if (!value) return [];
  const one = own.find((resource) => resource.manifest.metadata.namespace !== value && namesItsNamespace(resource));
  if (one === undefined) return [];
  const { namespace = '' } = one.manifest.metadata;
  const message = `targetNamespace moves ${namedObject(one.manifest)} from "${namespace}" to "${value}", and not what it says of "${namespace}": drop targetNamespace, and declare the namespace in the program`;
  return [[target, message]];
}

/** Whether its spec has the namespace in which it stands. */
function namesItsNamespace(resource: Resource): boolean {
  const { namespace } = resource.manifest.metadata;
  if (!namespace) return false;
  return operatorResourceOf(resource).some((one) =>
    [...referencesOf(one), ...one.managed].some((named) => named.namespace?.value === namespace),
  );
}

/** Only what is among the objects gets another name. */
function renameProblems(spec: Field, own: readonly Resource[], applied: readonly Resource[]): Problems {
  const names = new Set(applied.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`));
  return ['namePrefix', 'nameSuffix'].flatMap((field) => {
    const at = spec.text(field);
    if (!at.value) return [];
    for (const resource of own) {
      const [reference] = operatorResourceOf(resource)
        .flatMap(referencesOf)
        .filter(({ kind, name }) => names.has(`${kind} ${name.value}`));
      if (reference === undefined) continue;
      const what = `${reference.kind} ${shownText(reference.name.value ?? '')}`;
      return [
        [
          at,
          `${field} ${shownText(at.value)} renames the ${what}, and not where ${namedObject(resource.manifest)} refers to it: drop ${field}`,
        ] as const,
      ];
    }
    return [];
  });
}
