import type { Ask } from '../infisical-api/ask-all';
import { Failure } from '../infisical-api/failure';
import { type Folder, folderName } from '../infisical-api/folder';
import { type Catalogue, listingAt } from './catalogue';

/** Answers from committed catalogues, as Infisical would have when they were made. */
export function askCatalogues(catalogues: Iterable<Catalogue>): Ask {
  const known = [...catalogues];
  return async (folder) => {
    for (const catalogue of known.filter((one) => isOf(one, folder))) {
      const listing = listingAt(catalogue, folder);
      if (listing) return listing;
    }
    throw new Failure('other', `the key catalogue does not know ${folderName(folder)}: run npx cdk8s-infisical import`);
  };
}

export function isOf(
  { host, project }: Catalogue,
  folder: Pick<Folder, 'host' | 'projectId' | 'projectSlug'>,
): boolean {
  if (host !== folder.host) return false;
  return folder.projectId === undefined ? project.slug === folder.projectSlug : project.id === folder.projectId;
}
