import { withoutCredentials } from '../../lib/text/credential-text';
import type { KeyUse } from '../access/key-uses';
import { idOf, wantedPlaces } from '../access/wanted-places';
import { canonicalHost, type HostPolicy } from '../infisical-api/hosts';
import { folderPath, type Place } from '../infisical-api/place';
import type { Catalogue } from './catalogue';
import { isSameFolder } from './kept-places';
import { isOf } from './offline';
import type { ImportOptions } from './options';

const CLOUD = 'https://app.infisical.com';

/** What is imported already. */
export interface Imported {
  /** By name. */
  readonly locks: ReadonlyMap<string, Catalogue>;
  /** Whether it is brought up to date too. */
  readonly isAsked: boolean;
}

/** Whether flags say what to import, and no manifest does. */
export function isFlagged({ project, environment, path }: ImportOptions): boolean {
  return project !== undefined || environment !== undefined || path !== undefined;
}

/**
 * What to import: the project of the flags; or all that the manifests read, and what is imported already.
 *
 * @throws if that is nothing
 */
export function placesToImport(
  uses: readonly KeyUse[],
  options: ImportOptions,
  policy: HostPolicy,
  { locks, isAsked }: Imported,
): Place[] {
  const locked = [...locks.values()].flatMap((lock) => placesIn(lock).map((place) => ({ lock, place })));
  const called = isFlagged(options)
    ? placesOfFlags(options, locks, policy)
    : [...wantedPlaces(uses, policy.assumed), ...(isAsked ? locked.map(({ place }) => place) : [])];
  const asked = underOneName(called, [...locks.values()], policy);
  if (asked.length === 0) {
    throw new Error('there is nothing to import: no manifest reads from Infisical. Give --project and --environment');
  }
  const isRecursive = (place: Place) =>
    locked.some(({ lock, place: one }) => one.recursive && isOf(lock, place) && isSameFolder(one, place));
  return merged(
    options.prune ? asked : asked.map((place) => ({ ...place, recursive: place.recursive || isRecursive(place) })),
  );
}

/** An Infisical that has several addresses is called as the catalogue of the project calls it, else as it is called first. */
function underOneName(places: readonly Place[], locks: readonly Catalogue[], policy: HostPolicy): Place[] {
  const called = new Map<string, string>();
  return places.map((place) => {
    const address = canonicalHost(place.host, policy);
    if (!called.has(address)) called.set(address, place.host);
    const isHere = ({ host }: Catalogue) => canonicalHost(host, policy) === address;
    const lock = locks.find((one) => isOf(one, { ...place, host: one.host }) && isHere(one));
    return { ...place, host: lock?.host ?? called.get(address) ?? place.host };
  });
}

/** What the flags leave out, the catalogue of the project says: its slug or id, its host, its environments. */
function placesOfFlags(options: ImportOptions, locks: Imported['locks'], policy: HostPolicy): Place[] {
  const { path: paths = ['/'], recursive = false } = options;
  const lock = lockOf(options, locks);
  const project = options.project ?? lock?.project.slug ?? lock?.project.id;
  if (project === undefined) throw new Error(needsProject(options, [...locks.keys()]));
  const known = options.path === undefined ? [] : (lock?.places.map(({ environment }) => environment) ?? []);
  const environments = options.environment ?? [...new Set(known)];
  if (environments.length === 0) throw new Error(`--project ${project} needs --environment, for example staging prod`);
  // Whom the user names gets the question, and who may get a credential is decided elsewhere.
  const named = options.host.length > 0 ? policy.assumed : undefined;
  const host = named ?? lock?.host ?? policy.assumed ?? usualHost(policy);
  const id = isId(project) ? { projectId: project } : { projectSlug: project };
  return environments.flatMap((environment) =>
    paths.map((path) => ({ host, ...id, recursive, environment, path: folderPath(path) })),
  );
}

/** Infisical Cloud, unless others may get the credentials, and not it: nobody has said which of those is meant. */
function usualHost({ trusted }: HostPolicy): string {
  // That none is trusted has another reason, which is told where the credential would be sent.
  if (trusted.length === 0 || trusted.includes(CLOUD)) return CLOUD;
  throw new Error(
    `nobody said which host has the project: Infisical Cloud (${CLOUD}) is the default, and only ${trusted.map(withoutCredentials).join(', ')} may get the credential. Give --host, or write the one into cdk8s-infisical.yaml below "hosts:"`,
  );
}

/** The catalogue that is meant; undefined if there may be several. */
function lockOf({ project, name }: ImportOptions, locks: Imported['locks']): Catalogue | undefined {
  const meant = [...locks].filter(([called, lock]) =>
    project === undefined ? (name ?? called) === called : Object.values(lock.project).includes(project),
  );
  return meant.length === 1 ? meant[0][1] : undefined;
}

function needsProject({ environment, name }: ImportOptions, names: readonly string[]): string {
  const flag = environment === undefined ? '--path' : '--environment';
  const imported =
    names.length === 0 || (name !== undefined && !names.includes(name))
      ? ''
      : `, or --name with one of those that are imported: ${names.join(', ')}`;
  return `${flag} belongs to a project: give --project too${imported}`;
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
