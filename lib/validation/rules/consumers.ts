import { fields } from '../../json/json';
import { INFISICAL_GROUP } from '../../model/app-model';
import { consumptionsOf } from '../../model/consumption';
import { variableNameProblem } from '../../model/kubernetes-names';
import type { Resource } from '../../model/resource';
import type { Workload } from '../../model/workloads';
import { quotedKey, quotedName } from '../../text/key-name';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';
import { AUTO_RELOAD_RULES } from './auto-reload';
import { CONSUMED_KEY_RULES } from './consumed-keys';
import { READABLE_FILE_RULES } from './readable-files';

/** Workloads that use what the operator writes. */
export const CONSUMER_RULES: readonly Rule[] = [
  {
    id: 'C1',
    severity: Severity.ERROR,
    explainedBy: ['N2'],
    title: 'A workload runs in the namespace of the managed Secret that it uses',
    check: ({ managedObjects, workloads, resources }, report) => {
      const secrets = managedObjects.filter(({ kind }) => kind === 'Secret');
      const others = resources.flatMap(otherSecretsOf);
      for (const workload of workloads) {
        // YAML that names no namespace gets one from whoever applies it; a program has forgotten it.
        if (!workload.namespace && workload.resource.construct === undefined) continue;
        for (const name of secretNamesOf(workload)) {
          // Where the Secret itself has no namespace, A4 has said it.
          const elsewhere = secrets.filter((secret) => secret.name === name && (secret.namespace || secret.deferred));
          const reachable =
            elsewhere.some(({ namespace }) => namespace === workload.namespace) ||
            others.some((secret) => secret.name === name && secret.namespace === workload.namespace);
          if (elsewhere.length > 0 && !reachable) {
            report(
              workload.resource,
              `the workload runs in namespace "${workload.namespace ?? ''}" and cannot use the managed Secret "${name}" in "${elsewhere[0].namespace ?? ''}": give both the same namespace`,
            );
          }
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
  ...CONSUMED_KEY_RULES,
  ...AUTO_RELOAD_RULES,
  ...READABLE_FILE_RULES,
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

function secretNamesOf({ secretUses }: Workload): Set<string> {
  return new Set(secretUses.map(({ secretName }) => secretName));
}
