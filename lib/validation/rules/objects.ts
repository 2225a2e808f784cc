import {
  labelProblem,
  labelValueProblem,
  pathSegmentProblem,
  serviceNameProblem,
  subdomainProblem,
} from '../kubernetes-names';
import { fields, type Manifest, text } from '../manifest';
import { type Rule, Severity } from '../rule';
import { shown, shownAsNoText } from '../shown';
import { unsetPartOf } from '../unset-text';
import { UNSET_TEXT_RULES } from './unset-texts';

/** Objects that the API server would refuse, or that cannot be written at all. */
export const OBJECT_RULES: readonly Rule[] = [
  {
    id: 'N0',
    severity: Severity.ERROR,
    title: 'An object can be rendered',
    check: ({ subjects }, report) => {
      for (const subject of subjects) {
        if (subject.failure !== undefined)
          report(subject, `the ${subject.manifest.kind} cannot be rendered: ${subject.failure}`);
      }
    },
  },
  {
    id: 'N1',
    severity: Severity.ERROR,
    // What is missing for a login is missing in its name, too.
    explainedBy: ['A5'],
    title: 'The name of an object is valid',
    check: ({ subjects }, report) => {
      for (const subject of subjects) {
        const { kind, metadata } = subject.manifest;
        if (metadata.name === undefined && text(fields(metadata).generateName)) continue;
        const name = metadata.name ?? '';
        const problem = nameProblem(subject.manifest, name);
        if (problem && unsetPartOf(name) === undefined) report(subject, `the name of the ${kind} "${name}" ${problem}`);
      }
    },
  },
  {
    id: 'N2',
    severity: Severity.ERROR,
    title: 'The name of a namespace is valid',
    check: ({ subjects }, report) => {
      for (const subject of subjects) {
        const { namespace } = subject.manifest.metadata;
        const problem = namespace === undefined || unsetPartOf(namespace) ? undefined : labelProblem(namespace);
        if (problem) report(subject, `the namespace "${namespace}" ${problem}`);
      }
    },
  },
  ...UNSET_TEXT_RULES,
  {
    id: 'N3',
    severity: Severity.ERROR,
    title: 'The name of a container is valid',
    check: ({ workloads }, report) => {
      for (const { subject, containers } of workloads) {
        for (const { name } of containers) {
          // N1 tells of the object, and the container is called like it.
          const isTold = name === subject.manifest.metadata.name && nameProblem(subject.manifest, name) !== undefined;
          const problem = isTold ? undefined : labelProblem(name);
          if (problem) report(subject, `the name of the container "${name}" ${problem}`);
        }
      }
    },
  },
  {
    id: 'N4',
    severity: Severity.ERROR,
    title: 'The value of a label is valid',
    check: ({ subjects }, report) => {
      for (const subject of subjects) {
        for (const [label, raw] of Object.entries(fields(subject.manifest.metadata.labels))) {
          const value = text(raw);
          const problem = value === undefined ? undefined : labelValueProblem(value);
          if (problem) report(subject, `the value ${shown(raw)} of the label "${label}" ${problem}`);
          else if (value === undefined)
            report(subject, `the label "${label}" must be text, found ${shownAsNoText(raw)}`);
        }
      }
    },
  },
];

function nameProblem({ apiVersion, kind }: Manifest, name: string): string | undefined {
  if (kind === 'Service') return serviceNameProblem(name);
  return apiVersion.startsWith('rbac.authorization.k8s.io/') ? pathSegmentProblem(name) : subdomainProblem(name);
}
