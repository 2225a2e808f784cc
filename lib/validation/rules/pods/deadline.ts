import { from, tell } from '../../constraints';
import { ruleOnParts, Severity } from '../../rule';
import { jobPod } from './examples';

const deadlineProblem = from(1, 2 ** 31 - 1);

export const P20 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The deadline of a pod comes',
  why: 'The API server refuses the workload.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePodSpec)',
  bad: jobPod({ activeDeadlineSeconds: 0 }),
  good: jobPod({ activeDeadlineSeconds: 600 }),
  of: {
    PodSpec: (part, report) => {
      const problem = deadlineProblem(part.raw.activeDeadlineSeconds);
      if (problem === undefined) return;
      const owner = part.holder?.holder?.type ?? '';
      // Other workloads cannot have one at all: W6 tells.
      if (['', 'JobSpec', 'PodTemplate'].includes(owner)) tell(report, part.field.at('activeDeadlineSeconds'), problem);
    },
  },
});
