import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

export const P37 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'What a pod shares with its node goes together',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateOS, validateShareProcessNamespace; validateHostUsers since 1.33)',
  bad: podWith({ hostPID: true, shareProcessNamespace: true }),
  good: podWith({ hostPID: true, shareProcessNamespace: false }),
  of: {
    PodSpec: (part, report, { settings: { kubernetesVersion } }) => {
      const { hostPID, hostUsers, shareProcessNamespace } = part.raw;
      if (shareProcessNamespace === true && hostPID === true) {
        tell(report, part.field.at('shareProcessNamespace'), 'is set beside hostPID: keep one of them');
      }
      if (hostUsers === false && isKubernetes(kubernetesVersion, '1.33')) checkOwnUsers(part.field, report);
    },
    PodOS: ({ field }, report) => {
      const name = field.at('name');
      if (name.isUnresolved || name.raw === 'linux' || name.raw === 'windows') return;
      if (name.raw === undefined || name.raw === null || typeof name.raw === 'string') {
        tell(report, name, `is ${name.raw ? shown(name.raw) : 'missing'}: write "linux" or "windows"`);
      }
    },
  },
});

function checkOwnUsers(pod: Field, report: PartReport): void {
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (pod.at(name).raw === true) tell(report, pod.at(name), 'is set, but hostUsers is false: drop one of them');
  }
}
