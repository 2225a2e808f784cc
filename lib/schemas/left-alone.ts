import { isKubernetes } from '../model/kubernetes-version';
import type { Part } from './parts';

/**
 * Whether the API server does not look at a part beyond its fields: the selector of a metric, and up to Kubernetes 1.33
 * the pods and claims in the templates of a StatefulSet, which then cannot be made.
 */
export function isLeftAlone(part: Part, kubernetesVersion: string | undefined): boolean {
  const { resource, field } = part;
  if ([part, part.holder].some((one) => one?.holder?.type === 'MetricIdentifier')) return true;
  const { apiVersion, kind } = resource.manifest;
  if (kind !== 'StatefulSet' || apiVersion !== 'apps/v1' || isKubernetes(kubernetesVersion, '1.34')) return false;
  const [, first, second] = field.path;
  return first === 'volumeClaimTemplates' || (first === 'template' && second === 'spec');
}
