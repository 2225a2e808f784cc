import type { Workload } from '../../model/workloads';

/**
 * What a field of a pod is on a laptop, where a variable of it is set: what the manifest says of the pod, and the name of the
 * service in the place of the one that the cluster makes up.
 */
export function fieldValueIn(
  { pod, namespace, resource }: Workload,
  service: string,
): (path: string) => string | undefined {
  const { kind, metadata } = resource.manifest;
  const annotated = (list: string, key: string) => pod.metadata.text(list, key).value ?? '';
  return (path) => {
    const [, list, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
    if (list !== undefined) return annotated(list, key);
    switch (path) {
      case 'metadata.name':
        // Of these the first one has a name that programs read.
        return kind === 'StatefulSet' ? `${metadata.name ?? service}-0` : service;
      case 'metadata.namespace':
        return namespace;
      case 'spec.serviceAccountName':
        return pod.spec.text('serviceAccountName').value || 'default';
      default:
        return undefined;
    }
  };
}
