import { grouped } from '../../collections/grouped';
import { fields } from '../../json/json';
import { INFISICAL_GROUP } from '../../model/app-model';
import { consumptionsOf } from '../../model/consumption';
import { variableNameProblem } from '../../model/kubernetes-names';
import type { Resource } from '../../model/resource';
import { quotedKey, quotedName } from '../../text/key-name';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Workloads that use what the operator writes. */
export const CONSUMER_RULES: readonly Rule[] = [
  {
    id: 'C1',
    severity: Severity.ERROR,
    explainedBy: ['N2'],
    title: 'A workload runs in the namespace of the managed Secret that it uses',
    check: ({ managedObjects, workloads, resources }, report) => {
      // Where the Secret itself has no namespace, A4 has said it.
      const managed = managedObjects.filter(
        ({ kind, namespace, deferred }) => kind === 'Secret' && (namespace || deferred),
      );
      const managedByName = grouped(managed, ({ name }) => name);
      const secrets = grouped([...managed, ...resources.flatMap(otherSecretsOf)], ({ namespace }) => namespace);
      const names = new Map<string | undefined, ReadonlySet<unknown>>(
        [...secrets].map(([namespace, all]) => [namespace, new Set(all.map(({ name }) => name))]),
      );
      for (const { resource, namespace, secretUses } of workloads) {
        // YAML that names no namespace gets one from whoever applies it; a program has forgotten it.
        if (!namespace && resource.construct === undefined) continue;
        for (const name of new Set(secretUses.map(({ secretName }) => secretName))) {
          const [elsewhere] = managedByName.get(name) ?? [];
          if (elsewhere === undefined || names.get(namespace)?.has(name)) continue;
          report(
            resource,
            `the workload runs in namespace "${namespace ?? ''}" and cannot use the managed Secret "${name}" in "${elsewhere.namespace ?? ''}": give both the same namespace`,
          );
        }
      }
    },
  },
  {
    id: 'C4',
    severity: Severity.ERROR,
    title: 'A container sets an environment variable once',
    check: ({ workloads }, report) => {
      for (const { resource, containers } of workloads) {
        for (const { name, variables } of containers) {
          for (const variable of new Set(variables.filter((v, i) => variables.indexOf(v) !== i))) {
            report(resource, `the variable ${quotedName(variable)} of container "${name}" is set twice: keep one`);
          }
        }
      }
    },
  },
  {
    id: 'C12',
    severity: Severity.WARNING,
    title: 'A workload does not start without its secrets',
    check: (app, report) => {
      for (const { workload, object, uses } of consumptionsOf(app)) {
        const optional = uses.filter((use) => use.optional);
        if (optional.length === 0) continue;
        const keys = [...new Set(optional.flatMap(({ key }) => (key === undefined ? [] : [quotedKey(key)])))];
        const what = keys.length > 0 ? `${keys.join(', ')} of ` : '';
        report(
          workload.resource,
          `the workload would start without ${what}the managed ${object.kind} "${object.name}": drop "optional: true"`,
        );
      }
    },
  },
  {
    id: 'C13',
    severity: Severity.ERROR,
    assumes: 'kubernetesVersion',
    title: 'The name of an environment variable is valid',
    check: ({ workloads, settings }, report) => {
      for (const { resource, containers } of workloads) {
        for (const variable of containers.flatMap(({ variables }) => variables)) {
          const problem = variableNameProblem(variable, settings.kubernetesVersion);
          if (problem)
            report(resource, `the name of the environment variable ${quotedName(variable)} ${problem}: rename it`);
        }
      }
    },
  },
];

/** The Secrets that an object is, or that a controller makes of it: a SealedSecret, an ExternalSecret, a Certificate. */
function otherSecretsOf({ manifest }: Resource): { readonly name: unknown; readonly namespace: string | undefined }[] {
  const { apiVersion, kind, metadata, spec } = manifest;
  if (isOfOperator(apiVersion) || !/Secret$|^Certificate$/.test(kind)) return [];
  const { secretName, target } = fields(spec);
  const { namespace } = metadata;
  return [metadata.name, secretName, fields(target).name].map((name) => ({ name, namespace }));
}

function isOfOperator(apiVersion: string): boolean {
  return apiVersion.startsWith(`${INFISICAL_GROUP}/`);
}
