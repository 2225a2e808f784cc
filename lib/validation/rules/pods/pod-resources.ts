import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { isPages } from '../containers/huge-pages';
import { amountOf, checkRequirements } from '../containers/resources';
import { tell } from './constraints';
import { podWith } from './examples';

export const P36 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'The resources of a pod are enough for its containers',
  why: 'The API server refuses the workload, or each of its pods.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validatePodResources, validatePodResourceConsistency since 1.34; before, the field is dropped)',
  bad: asking('2'),
  good: asking('500m'),
  of: {
    ResourceRequirements: ({ field, holder }, report, { settings: { kubernetesVersion } }) => {
      if (holder?.type !== 'PodSpec' || !isKubernetes(kubernetesVersion, '1.34')) return;
      if (holder.field.at('os', 'name').raw === 'windows') {
        tell(report, field, 'cannot be set for a pod of Windows: drop it');
        return;
      }
      const claims = field.at('claims');
      if (claims.isGiven) tell(report, claims, 'cannot be set for a whole pod: write them in its containers');
      checkRequirements(field, report, resourceProblem);
      checkContainers(field, holder, report);
    },
  },
});

function asking(cpu: string) {
  const secretKeyRef = { name: 'api-secrets', key: 'TOKEN' };
  const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef } }];
  const containers = [{ name: 'api', image: 'api:1.0', env, resources: { requests: { cpu } } }];
  return podWith({ containers, resources: { requests: { cpu: '1' } } }, { kubernetesVersion: '1.34' });
}

function resourceProblem(name: string): string | undefined {
  const isKnown = name === 'cpu' || name === 'memory' || isPages(name);
  return isKnown ? undefined : 'a whole pod cannot have: write cpu, memory or hugepages-<size>';
}

function checkContainers(resources: Field, pod: Part, report: PartReport): void {
  const containers = pod.field.at('containers').items();
  for (const [name, limit] of resources.at('limits').entries()) {
    const most = amountOf(limit);
    if (most === undefined || most < 0n || resourceProblem(name) !== undefined) continue;
    for (const own of containers.map((container) => container.at('resources', 'limits', name))) {
      const amount = amountOf(own);
      if (amount === undefined || amount <= most) continue;
      tell(
        report,
        own,
        `is ${shown(own.raw)}, above the limit of the pod, ${shown(limit.raw)}: lower it, or raise that`,
      );
    }
    const isAskedFor = resources.at('requests', name).isGiven;
    if (!isAskedFor && !isPages(name) && totalOf(pod.field, 'requests', name) > most) {
      tell(report, limit, `is ${shown(limit.raw)}, less than what the containers ask for together: raise it`);
    }
    if (isPages(name) && totalOf(pod.field, 'limits', name) > most) {
      tell(report, limit, `is ${shown(limit.raw)}, less than what the containers have together: raise it`);
    }
  }
  for (const [name, request] of resources.at('requests').entries()) {
    const asked = amountOf(request);
    if (asked === undefined || asked < 0n || resourceProblem(name) !== undefined) continue;
    if (totalOf(pod.field, 'requests', name) <= asked) continue;
    tell(report, request, `is ${shown(request.raw)}, less than what the containers ask for together: raise it`);
  }
}

/** What the containers need together at most: those that run side by side, or one that runs before, and its sidecars. */
function totalOf(pod: Field, list: 'requests' | 'limits', name: string): bigint {
  const needOf = (container: Field) => {
    const own = container.at('resources', list, name);
    return amountOf(own.raw === undefined ? container.at('resources', 'limits', name) : own) ?? 0n;
  };
  let [most, sidecars] = [0n, 0n];
  for (const container of pod.at('initContainers').items()) {
    const need = needOf(container) + sidecars;
    if (container.at('restartPolicy').raw === 'Always') sidecars = need;
    if (need > most) most = need;
  }
  const together = pod
    .at('containers')
    .items()
    .reduce((sum, container) => sum + needOf(container), sidecars);
  return together > most ? together : most;
}
