import type { KeyUse } from '../access/key-uses';
import { idOf, wantedPlaces } from '../access/wanted-places';
import type { HostPolicy } from '../infisical-api/hosts';
import { folderPath, type Place } from '../infisical-api/place';
import type { Catalogue } from './catalogue';
import type { ImportOptions } from './command';
import { isSameFolder } from './kept-places';
import { isOf } from './offline';

const CLOUD = 'https://app.infisical.com';

/** What is imported already. */
export interface Imported {
  readonly locks: readonly Catalogue[];
  /** Whether it is brought up to date too. */
  readonly isAsked: boolean;
}

/**
 * What to import: the project of the flags; or all that the manifests read, and what is imported already.
 *
 * @throws if that is nothing
 */
export function placesToImport(
  uses: readonly KeyUse[],
  options: ImportOptions,
  { assumed }: HostPolicy,
  { locks, isAsked }: Imported,
): Place[] {
  const { project, prune } = options;
  const locked = locks.flatMap((lock) => placesIn(lock).map((place) => ({ lock, place })));
  const asked =
    project !== undefined
      ? placesOfFlags(project, options, assumed ?? hostOf(project, locks))
      : [...wantedPlaces(uses, assumed), ...(isAsked ? locked.map(({ place }) => place) : [])];
  if (asked.length === 0) {
    throw new Error('there is nothing to import: no manifest reads from Infisical. Give --project and --environment');
  }
  const isRecursive = (place: Place) =>
    locked.some(({ lock, place: one }) => one.recursive && isOf(lock, place) && isSameFolder(one, place));
  return merged(prune ? asked : asked.map((place) => ({ ...place, recursive: place.recursive || isRecursive(place) })));
}

function placesOfFlags(project: string, options: ImportOptions, host = CLOUD): Place[] {
  const { environment: environments = [], path: paths, recursive = false } = options;
  if (environments.length === 0) throw new Error(`--project ${project} needs --environment, for example staging prod`);
  const named = isId(project) ? { projectId: project } : { projectSlug: project };
  return environments.flatMap((environment) =>
    paths.map((path) => ({ host, ...named, recursive, environment, path: folderPath(path) })),
  );
}

/** Where the project is that is imported already; who may get a credential is decided elsewhere. */
function hostOf(project: string, locks: readonly Catalogue[]): string | undefined {
  const hosts = new Set(locks.filter((lock) => Object.values(lock.project).includes(project)).map(({ host }) => host));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

function placesIn({ host, project, places }: Catalogue): Place[] {
  // The slug is what manifests mostly have.
  const named = project.slug === undefined ? { projectId: project.id } : { projectSlug: project.slug };
  return places.map(({ environment, path, recursive }) => ({ host, ...named, environment, path, recursive }));
}

/** Each place once, recursive if one of the same is. */
function merged(places: readonly Place[]): Place[] {
  const known = new Map<string, Place>();
  for (const place of places) {
    const id = idOf(place);
    known.set(id, { ...place, recursive: place.recursive || known.get(id)?.recursive === true });
  }
  return [...known.values()];
}

/** A UUID, or what ids were before. */
function isId(project: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(project) || /^[0-9a-f]{24}$/.test(project);
}
