import { repeated } from '../../../collections/repeated';
import type { Field } from '../../../model/field';
import {
  labelProblem,
  labelValueProblem,
  qualifiedNameProblem,
  subdomainProblem,
} from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkOf, checksOf, givenText, required, shownText, since, tell, text } from './constraints';
import { podWith } from './examples';

export const P28 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'What a pod names can have that name',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePodSpec, validateReadinessGates, validateSchedulingGates, ValidatePodCreate; hostnameOverride since 1.35: validatePodHostName)',
  bad: podWith({ serviceAccountName: 'Api' }),
  good: podWith({ serviceAccountName: 'api' }),
  of: {
    PodSpec: checksOf(
      checkOf({
        serviceAccountName: text(subdomainProblem),
        nodeName: text(subdomainProblem),
        priorityClassName: text(subdomainProblem),
        runtimeClassName: givenText(subdomainProblem),
        hostname: text(labelProblem),
        subdomain: text(labelProblem),
        hostnameOverride: since('1.35', givenText(hostProblem)),
      }),
      checkNodeSelector,
      checkTogether,
    ),
    PodReadinessGate: checkOf({ conditionType: required('the type of a condition', text(qualifiedNameProblem)) }),
    PodSchedulingGate: checkOf({ name: required('the name of a gate', text(qualifiedNameProblem)) }),
  },
});

function hostProblem(name: string): string | undefined {
  return name.length > 64 ? 'must have at most 64 characters' : subdomainProblem(name);
}

/** The labels of the nodes. */
function checkNodeSelector({ field }: Part, report: PartReport): void {
  for (const [key, value] of field.at('nodeSelector').entries()) {
    const problem = qualifiedNameProblem(key);
    if (problem !== undefined) tell(report, value, `has the key ${shownText(key)}, which ${problem}`);
    const found = text(labelValueProblem)(value.raw);
    if (found !== undefined) tell(report, value, found);
  }
}

function checkTogether(
  { field, holder }: Part,
  report: PartReport,
  { settings }: { settings: { kubernetesVersion?: string } },
) {
  const gates = field.at('schedulingGates').items();
  for (const name of repeated(
    gates.map((gate) => gate.at('name')),
    ({ raw }) => raw,
  )) {
    if (name.raw) tell(report, name, `is ${shown(name.raw)}, as that of another gate: keep one`);
  }
  const node = field.at('nodeName');
  if (holder?.type === 'Pod' && node.raw && gates.length > 0) {
    tell(report, node, 'is set beside schedulingGates, which keep the pod from every node: drop one of them');
  }
  if (isKubernetes(settings.kubernetesVersion, '1.35')) checkOverride(field, report);
}

function checkOverride(field: Field, report: PartReport): void {
  const override = field.at('hostnameOverride');
  if (!override.isGiven) return;
  for (const name of ['setHostnameAsFQDN', 'hostNetwork']) {
    if (field.at(name).raw === true) tell(report, override, `is set beside ${name}: keep one of them`);
  }
}
