import type { ProvisionSettings } from '../../../lib/configuration/configuration';

type Clusters = NonNullable<ProvisionSettings['clusters']>;

/** The cluster of a folder of manifests: as it is configured, else each folder is one. */
export function clusterOf(folder: string, clusters: Clusters = []): string {
  const told = clusters.find(({ folders }) => folders.some((one) => folder === one || folder.startsWith(`${one}/`)));
  if (told !== undefined) return told.name;
  const [first, ...rest] = folder.split('/');
  return first === 'dist' && rest.length > 0 ? rest.join('/') : folder;
}
