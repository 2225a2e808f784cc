import type { NamedProject } from '../../lib/configuration/configuration';
import type { Ask } from '../infisical-api/ask-all';
import { Failure } from '../infisical-api/failure';
import type { Folder } from '../infisical-api/folder';
import { HOST_NOT_TOLD, UNKNOWN_HOST } from './unknown-host';

/** What names a project by the id of one whose slug is known, named by that slug: it is one project then. */
export function withKnownSlug<T extends Pick<Folder, 'projectId' | 'projectSlug'>>(
  source: T,
  projects: readonly NamedProject[],
): T {
  const known = projects.find(({ id }) => id === source.projectId);
  return known === undefined ? source : { ...source, projectId: undefined, projectSlug: known.slug };
}

/**
 * Asks as before, but neither where nobody knows whom, nor where Infisical knows another id for a slug than the configuration does: the keys would be
 * those of another project.
 *
 * @param idOf the id of the project with a slug, as far as anybody knows it
 */
export function askVerified(
  ask: Ask,
  idOf: (host: string, slug: string) => Promise<string | undefined>,
  projects: readonly NamedProject[],
): Ask {
  return async (folder) => {
    if (folder.host === UNKNOWN_HOST) throw new Failure('other', HOST_NOT_TOLD);
    const { host, projectId, projectSlug } = folder;
    const said = projectId === undefined ? projects.find(({ slug }) => slug === projectSlug) : undefined;
    const id = said && (await idOf(host, said.slug));
    if (said === undefined || id === undefined || id === said.id) return ask(folder);
    throw new Failure(
      'other',
      `cdk8s-infisical.yaml says that the project "${said.slug}" has the id ${said.id}, and it has ${id}`,
    );
  };
}
