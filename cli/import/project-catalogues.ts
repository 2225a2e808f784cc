import { grouped } from '../../lib/collections/grouped';
import type { Outcome } from '../infisical-api/ask-all';
import { type Folder, folderName } from '../infisical-api/folder';
import { ProblemsError } from '../terminal/failure-text';
import { printable } from '../terminal/printable';
import { type Catalogue, catalogueOf, type ListedFolder } from './catalogue';

export interface Answered {
  readonly folder: Folder;
  readonly outcome: Outcome;
}

/** The id of the project of a folder, as far as Infisical tells it. */
export type IdOf = (folder: Folder) => Promise<string | undefined>;

/**
 * A catalogue for each project that was asked for, and what is left out of it.
 *
 * @throws if a folder did not answer, with all that did not
 */
export async function makeCatalogues(
  answered: readonly Answered[],
  idOf: IdOf,
): Promise<{ catalogues: Catalogue[]; leftOut: string[] }> {
  const problems = answered.flatMap(({ folder, outcome: { problem } }) =>
    problem === undefined ? [] : [printable(`${folderName(folder)}: ${problem}`)],
  );
  if (problems.length > 0) throw new ProblemsError(['nothing was written:', ...problems]);
  const leftOut = answered.flatMap(({ folder, outcome: { absent } }) =>
    absent === undefined ? [] : [printable(`${folderName(folder)} is left out: ${absent}`)],
  );
  const found = await Promise.all(
    answered.flatMap(({ folder, outcome: { listing } }) =>
      listing === undefined ? [] : [withId({ folder, listing }, idOf)],
    ),
  );
  if (found.length === 0) throw new ProblemsError(['nothing was written:', ...leftOut]);
  const projects = grouped(found, ({ folder: { host }, id, slug }) => JSON.stringify([host, id ?? slug]));
  return { catalogues: [...projects.values()].map(catalogueOfProject), leftOut };
}

interface Identified extends ListedFolder {
  readonly id?: string;
  readonly slug?: string;
}

async function withId(found: ListedFolder, idOf: IdOf): Promise<Identified> {
  const { projectId, projectSlug } = found.folder;
  return { ...found, slug: projectSlug, id: projectId ?? (await idOf(found.folder)) };
}

/** Some manifests may name a project by its slug, others by its id. */
function catalogueOfProject(folders: readonly Identified[]): Catalogue {
  const [{ folder, id }] = folders;
  const slug = folders.find((one) => one.slug !== undefined)?.slug;
  const once = grouped(folders, (one) => JSON.stringify([one.folder.environment, one.folder.path]));
  const widest = [...once.values()].map((same) => same.find((one) => one.folder.recursive) ?? same[0]);
  return catalogueOf(folder.host, { slug, id }, widest);
}
