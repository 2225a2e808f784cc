import { fields, text } from '../../json/json';
import {
  labelProblem,
  labelValueProblem,
  pathSegmentProblem,
  serviceNameProblem,
  subdomainProblem,
} from '../../model/kubernetes-names';
import type { Manifest } from '../../model/manifest';
import { shown, shownAsNoText } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Objects that the API server would refuse, or that cannot be written at all. */
export const OBJECT_RULES: readonly Rule[] = [
  {
    id: 'N0',
    severity: Severity.ERROR,
    title: 'An object can be rendered',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        if (resource.failure !== undefined)
          report(resource, `the ${resource.manifest.kind} cannot be rendered: ${resource.failure}`);
      }
    },
  },
  {
    id: 'N1',
    severity: Severity.ERROR,
    // What is missing for a login is missing in its name, too.
    explainedBy: ['A5'],
    title: 'The name of an object is valid',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        const { kind, metadata } = resource.manifest;
        if (metadata.name === undefined && text(fields(metadata).generateName)) continue;
        const name = metadata.name ?? '';
        const problem = nameProblem(resource.manifest, name);
        if (problem && unsetPartOf(name) === undefined)
          report(resource, `the name of the ${kind} "${name}" ${problem}`);
      }
    },
  },
  {
    id: 'N2',
    severity: Severity.ERROR,
    title: 'The name of a namespace is valid',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        const { namespace } = resource.manifest.metadata;
        const problem = namespace === undefined || unsetPartOf(namespace) ? undefined : labelProblem(namespace);
        if (problem) report(resource, `the namespace "${namespace}" ${problem}`);
      }
    },
  },
  {
    id: 'N3',
    severity: Severity.ERROR,
    title: 'The name of a container is valid',
    check: ({ workloads }, report) => {
      for (const { resource, containers } of workloads) {
        for (const { name } of containers) {
          // N1 tells of the object, and the container is called like it.
          const isTold = name === resource.manifest.metadata.name && nameProblem(resource.manifest, name) !== undefined;
          const problem = isTold ? undefined : labelProblem(name);
          if (problem) report(resource, `the name of the container "${name}" ${problem}`);
        }
      }
    },
  },
  {
    id: 'N4',
    severity: Severity.ERROR,
    title: 'The value of a label is valid',
    check: ({ resources }, report) => {
      for (const resource of resources) {
        for (const [label, raw] of Object.entries(fields(resource.manifest.metadata.labels))) {
          const value = text(raw);
          const problem = value === undefined ? undefined : labelValueProblem(value);
          if (problem) report(resource, `the value ${shown(raw)} of the label "${label}" ${problem}`);
          else if (value === undefined)
            report(resource, `the label "${label}" must be text, found ${shownAsNoText(raw)}`);
        }
      }
    },
  },
];

function nameProblem({ apiVersion, kind }: Manifest, name: string): string | undefined {
  if (kind === 'Service') return serviceNameProblem(name);
  return apiVersion.startsWith('rbac.authorization.k8s.io/') ? pathSegmentProblem(name) : subdomainProblem(name);
}
