import { tagsText } from '../../lib/model/folder';
import type { Ask } from '../infisical-api/ask-all';
import { Failure } from '../infisical-api/failure';
import { type Folder, folderName } from '../infisical-api/folder';
import { type Catalogue, listingAt } from './catalogue';

/** Answers from committed catalogues, as Infisical would have when they were made. */
export function askCatalogues(catalogues: Iterable<Catalogue>): Ask {
  const known = [...catalogues];
  return async (folder) => {
    if (folder.tags !== undefined) throw new Failure('other', taggedMessage(folder));
    for (const catalogue of known.filter((one) => isOf(one, folder))) {
      const listing = listingAt(catalogue, folder);
      if (listing) return listing;
    }
    throw new Failure('other', unknownMessage(known, folder));
  };
}

/** It has the names of the keys, and a key that is there may lack the tag. */
function taggedMessage(folder: Folder): string {
  return `the key catalogue does not know which keys of ${folderName(folder)} have the tags that are read${tagsText(folder.tags)}: ask Infisical, by a check without --offline`;
}

function unknownMessage(known: readonly Catalogue[], folder: Folder): string {
  const run = 'run npx cdk8s-infisical import';
  const name = folderName(folder);
  if (known.length === 0) return `there is no key catalogue, which would know ${name}: ${run}`;
  const hosts = known.filter((one) => isOf(one, { ...folder, host: one.host })).map(({ host }) => host);
  if (hosts.length === 0 || hosts.includes(folder.host)) return `the key catalogue does not know ${name}: ${run}`;
  return `the key catalogue does not know ${name} at ${folder.host}, and has that project at ${hosts.join(', ')}: ${run}, or, if that is the same Infisical, name it in its aliases in cdk8s-infisical.yaml`;
}

export function isOf(
  { host, project }: Catalogue,
  folder: Pick<Folder, 'host' | 'projectId' | 'projectSlug'>,
): boolean {
  if (host !== folder.host) return false;
  return folder.projectId === undefined ? project.slug === folder.projectSlug : project.id === folder.projectId;
}
