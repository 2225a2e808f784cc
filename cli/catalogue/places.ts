import { keyUsesIn } from '../access/key-uses';
import { idOf, wantedPlaces } from '../access/wanted-places';
import type { HostPolicy } from '../infisical-api/hosts';
import { folderPath, type Place } from '../infisical-api/place';
import type { ReadManifest } from '../manifests/read-manifests';
import type { Catalogue } from './catalogue';
import type { ImportOptions } from './command';

const CLOUD = 'https://app.infisical.com';

/**
 * What to import: the project of the flags; or all that the manifests read, and what is imported already.
 *
 * @throws if that is nothing
 */
export function placesToImport(
  manifests: readonly ReadManifest[],
  options: ImportOptions,
  { assumed }: HostPolicy,
  locks: Iterable<Catalogue>,
): Place[] {
  if (options.project !== undefined) return placesOfFlags(options.project, options, assumed);
  const wanted: Place[] = wantedPlaces(keyUsesIn(manifests), assumed);
  const locked = [...locks].flatMap(placesIn);
  const places = merged([...wanted, ...locked]);
  if (places.length > 0) return places;
  throw new Error('there is nothing to import: no manifest reads from Infisical. Give --project and --environment');
}

function placesOfFlags(project: string, options: ImportOptions, assumed = CLOUD): Place[] {
  const { environment: environments = [], path: paths, recursive = false } = options;
  if (environments.length === 0) throw new Error(`--project ${project} needs --environment, for example staging prod`);
  const named = isId(project) ? { projectId: project } : { projectSlug: project };
  const about = { host: assumed, ...named, recursive };
  return merged(
    environments.flatMap((environment) => paths.map((path) => ({ ...about, environment, path: folderPath(path) }))),
  );
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
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

/** A UUID, or what ids were before. */
function isId(project: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(project) || /^[0-9a-f]{24}$/.test(project);
}
