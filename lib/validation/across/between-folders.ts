import { asReadable, foldersOf } from '../../model/app-model';
import type { Resource } from '../../model/resource';
import type { AcrossFinding, EnvironmentResources } from './environment';
import { findingsAcross } from './findings-across';
import { placementsOf } from './placements';

export interface FolderResources {
  /** As far from the root of the repository as is known: `dist/prod`. */
  readonly folder: string;
  readonly resources: readonly Resource[];
}

/** Environments that every project of Infisical begins with: a folder of such a name is that environment. */
export const USUAL_SLUGS = ['dev', 'staging', 'prod'];

/**
 * What environments do to each other, as far as finished manifests tell: a folder is an environment, and its name is the
 * slug where it is one; Applications of Argo CD that deploy the folders tell cluster and namespace.
 */
export function findingsBetweenFolders(folders: readonly FolderResources[]): AcrossFinding[] {
  if (folders.length < 2) return [];
  const above = commonParts(folders.map(({ folder }) => partsOf(folder))).length;
  const environments = folders.map(({ folder, resources }): EnvironmentResources => {
    const own = resources.map(asReadable);
    const slug = slugOf(folder, own);
    const environment = partsOf(folder).slice(above).join('/') || '.';
    return { environment, folder, resources: own, ...(slug !== undefined && { slug }) };
  });
  const placements = placementsOf(environments);
  return findingsAcross(
    environments.map((environment) => {
      const [namespace, ...others] = new Set(
        (placements.get(environment) ?? []).map((placement) => placement.namespace),
      );
      return namespace === undefined || others.length > 0 ? environment : { ...environment, namespace };
    }),
  );
}

function partsOf(folder: string): string[] {
  return folder.split(/[/\\]/);
}

function commonParts([first = [], ...others]: readonly string[][]): string[] {
  const end = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  return end < 0 ? first : first.slice(0, end);
}

/** A folder such as `prod-eu` or `pr-12` may read whatever it likes. */
function slugOf(folder: string, resources: readonly Resource[]): string | undefined {
  const name = partsOf(folder).at(-1) ?? '';
  const isRead = () => resources.flatMap(foldersOf).some(({ environment }) => environment.value === name);
  return USUAL_SLUGS.includes(name) || isRead() ? name : undefined;
}
