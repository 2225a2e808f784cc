import type { Workload } from '../workloads';

/** Whether a pod is for a node with Windows, where paths have another form. */
export function isForWindows({ pod: { spec } }: Workload): boolean {
  const selector = spec.at('nodeSelector');
  const named = [spec.at('os', 'name'), selector.at('kubernetes.io/os'), selector.at('beta.kubernetes.io/os')];
  if (named.some(({ raw }) => raw === 'windows')) return true;
  const affinity = spec.at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const wanted = affinity
    .at('nodeSelectorTerms')
    .items()
    .flatMap((term) => term.at('matchExpressions').items());
  return wanted.some((one) => one.at('values').texts().includes('windows'));
}
