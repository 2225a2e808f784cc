import type { ReadManifest } from '../../manifests/read-manifests';

/** Kinds that belong to the cluster, as far as people keep them beside their applications. */
const CLUSTER_SCOPED = new Set([
  'APIService',
  'ClusterGenerator',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingWebhookConfiguration',
]);

/** The objects with the namespace that kubectl would give to those that name none. */
export function withNamespace(
  manifests: readonly ReadManifest[],
  namespace: string | undefined,
): readonly ReadManifest[] {
  if (namespace === undefined) return manifests;
  return manifests.map((read) => {
    const { manifest } = read;
    const metadata = manifest.metadata as ReadManifest['manifest']['metadata'] | undefined;
    if (metadata?.namespace !== undefined || CLUSTER_SCOPED.has(manifest.kind)) return read;
    return { ...read, manifest: { ...manifest, metadata: { ...metadata, namespace } } };
  });
}
