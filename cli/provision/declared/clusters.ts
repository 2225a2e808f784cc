import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import type { ProvisionSettings } from '../../../lib/configuration/configuration';
import { didYouMean } from '../../../lib/text/did-you-mean';
import { fewOf } from '../../../lib/text/few-of';
import { printable } from '../../terminal/printable';

type Clusters = NonNullable<ProvisionSettings['clusters']>;

/** The cluster of a folder of manifests: as it is configured, else each folder is one. */
export function clusterOf(folder: string, clusters: Clusters = []): string {
  const told = toldCluster(folder, clusters);
  if (told !== undefined) return told;
  const [first, ...rest] = folder.split('/');
  return first === 'dist' && rest.length > 0 ? rest.join('/') : folder;
}

function toldCluster(folder: string, clusters: Clusters): string | undefined {
  return clusters.find(({ folders }) => folders.some((one) => isIn(folder, one)))?.name;
}

function isIn(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(`${above}/`);
}

/** What would make one cluster of several, whose identities then could do what each of them can, and what is no folder. */
export function clusterProblems(folders: readonly string[], clusters: Clusters = []): string[] {
  const unknown = clusters
    .flatMap((cluster) => cluster.folders)
    .filter((one) => !folders.some((folder) => isIn(folder, one)))
    .map((one) => {
      const remedy = folders.length === 0 ? 'there are none' : `they are in ${fewOf(folders)}`;
      return `clusters: no manifests of Infisical are in ${JSON.stringify(one)}: ${didYouMean(one, folders, remedy)}`;
    });
  const byName = [...grouped(distinct(folders), (folder) => clusterOf(folder, clusters))];
  const mixed = byName.filter(
    ([, all]) => all.length > 1 && all.some((one) => toldCluster(one, clusters) === undefined),
  );
  const doubtful = mixed.map(
    ([name, all]) =>
      `clusters: ${all.map(printable).join(' and ')} would both be called ${printable(name)}: if that is one cluster, list them all below it in cdk8s-infisical.yaml, else give each a name there`,
  );
  return [...unknown, ...doubtful];
}
