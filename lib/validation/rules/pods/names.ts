import { repetitionsIn } from '../../../collections/repetitions';
import {
  labelProblem,
  labelValueProblem,
  qualifiedNameProblem,
  subdomainProblem,
} from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { checkOf, checksOf, givenText, requiredValue, since, tell, text } from '../../constraints';
import { hasItems } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

const checkNames = checkOf({ hostname: text(labelProblem), subdomain: text(labelProblem) });

const checkHost: typeof checkNames = (part, report, app) => {
  // The pods of a StatefulSet are called as it wants.
  if (part.holder?.holder?.type !== 'StatefulSetSpec') checkNames(part, report, app);
};

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
        hostnameOverride: since('1.35', givenText(hostProblem)),
      }),
      checkHost,
      (part, report) => {
        // The older name of the same, which counts where that is not set.
        const problem = part.raw.serviceAccountName ? undefined : text(subdomainProblem)(part.raw.serviceAccount);
        if (problem !== undefined) tell(report, part.field.at('serviceAccount'), problem);
      },
      checkNodeSelector,
      checkTogether,
    ),
    PodReadinessGate: checkOf({
      conditionType: requiredValue('write the type of a condition', text(qualifiedNameProblem)),
    }),
    PodSchedulingGate: checkOf({ name: requiredValue('write the name of a gate', text(qualifiedNameProblem)) }),
  },
});

function hostProblem(name: string): string | undefined {
  return name.length > 64 ? 'must have at most 64 characters' : subdomainProblem(name);
}

/** The labels of the nodes. */
function checkNodeSelector(part: Part, report: PartReport): void {
  if (part.raw.nodeSelector === undefined) return;
  for (const [key, value] of part.field.at('nodeSelector').entries()) {
    const problem = qualifiedNameProblem(key);
    if (problem !== undefined) tell(report, value, `has the key ${shownText(key)}, which ${problem}`);
    const found = text(labelValueProblem)(value.raw);
    tell(report, value, found);
  }
}

function checkTogether(part: Part, report: PartReport, { settings }: { settings: { kubernetesVersion?: string } }) {
  if (hasItems(part.raw.schedulingGates)) checkGates(part, report);
  const override = part.raw.hostnameOverride ?? undefined;
  if (override === undefined || !isKubernetes(settings.kubernetesVersion, '1.35')) return;
  for (const name of ['setHostnameAsFQDN', 'hostNetwork']) {
    const place = part.field.at('hostnameOverride');
    if (part.raw[name] === true) tell(report, place, `is set beside ${name}: keep one of them`);
  }
}

function checkGates({ field, holder }: Part, report: PartReport): void {
  const gates = field.at('schedulingGates').items();
  const names = gates.map((gate) => gate.at('name'));
  for (const [, name] of repetitionsIn(names, ({ raw }) => raw)) {
    if (name.raw) tell(report, name, `is ${shown(name.raw)}, as that of another gate: keep one`);
  }
  const node = field.at('nodeName');
  if (holder?.type === 'Pod' && node.raw) {
    tell(report, node, 'is set beside schedulingGates, which keep the pod from every node: drop one of them');
  }
}
