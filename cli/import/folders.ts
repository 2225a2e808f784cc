import { folderPath } from '../../lib/model/folder';
import { CLOUD_US } from '../../lib/model/host';
import { withoutCredentials } from '../../lib/text/credential-text';
import { isUuid } from '../../lib/text/uuid';
import { foldersToAsk, idOf, withoutTags } from '../access/folders-to-ask';
import type { KeyUse } from '../access/key-use';
import { HOST_NOT_TOLD, UNKNOWN_HOST } from '../access/unknown-host';
import type { Folder } from '../infisical-api/folder';
import { type HostPolicy, hostFromHere } from '../infisical-api/hosts';
import type { Catalogue } from './catalogue';
import { isSameFolder } from './kept-folders';
import { isOf } from './offline';
import type { ImportOptions } from './options';

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
export function foldersToImport(
  uses: readonly KeyUse[],
  options: ImportOptions,
  policy: HostPolicy,
  { locks, isAsked }: Imported,
): Folder[] {
  const locked = [...locks.values()].flatMap((lock) => foldersIn(lock).map((folder) => ({ lock, folder })));
  const called = isFlagged(options)
    ? foldersOfFlags(options, locks, policy)
    : [...foldersToAsk(uses, policy.assumed).map(withoutTags), ...(isAsked ? locked.map(({ folder }) => folder) : [])];
  if (called.some(({ host }) => host === UNKNOWN_HOST)) throw new Error(HOST_NOT_TOLD);
  const asked = underOneName(called, [...locks.values()], policy);
  if (asked.length === 0) {
    throw new Error('there is nothing to import: no manifest reads from Infisical. Give --project and --environment');
  }
  const isRecursive = (folder: Folder) =>
    locked.some(({ lock, folder: one }) => one.recursive && isOf(lock, folder) && isSameFolder(one, folder));
  return mergeFolders(
    options.prune ? asked : asked.map((folder) => ({ ...folder, recursive: folder.recursive || isRecursive(folder) })),
  );
}

/** An Infisical that has several addresses is called as the catalogue of the project calls it, else as it is called first. */
function underOneName(folders: readonly Folder[], locks: readonly Catalogue[], policy: HostPolicy): Folder[] {
  const called = new Map<string, string>();
  return folders.map((folder) => {
    const address = hostFromHere(folder.host, policy);
    if (!called.has(address)) called.set(address, folder.host);
    const isHere = ({ host }: Catalogue) => hostFromHere(host, policy) === address;
    const lock = locks.find((one) => isOf(one, { ...folder, host: one.host }) && isHere(one));
    return { ...folder, host: lock?.host ?? called.get(address) ?? folder.host };
  });
}

/** What the flags leave out, the catalogue of the project says: its slug or id, its host, its environments. */
function foldersOfFlags(options: ImportOptions, locks: Imported['locks'], policy: HostPolicy): Folder[] {
  const { path: paths = ['/'], recursive = false } = options;
  const lock = lockOf(options, locks);
  const project = options.project ?? lock?.project.slug ?? lock?.project.id;
  if (project === undefined) throw new Error(projectNeededMessage(options, [...locks.keys()]));
  const known = options.path === undefined ? [] : (lock?.folders.map(({ environment }) => environment) ?? []);
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
  if (trusted.length === 0 || trusted.includes(CLOUD_US)) return CLOUD_US;
  throw new Error(
    `nobody said which host has the project: Infisical Cloud (${CLOUD_US}) is the default, and only ${trusted.map(withoutCredentials).join(', ')} may get the credential. Give --host, or write the one into cdk8s-infisical.yaml below "hosts:"`,
  );
}

/** The catalogue that is meant; undefined if there may be several. */
function lockOf({ project, name }: ImportOptions, locks: Imported['locks']): Catalogue | undefined {
  const meant = [...locks].filter(([called, lock]) =>
    project === undefined ? (name ?? called) === called : Object.values(lock.project).includes(project),
  );
  return meant.length === 1 ? meant[0][1] : undefined;
}

function projectNeededMessage({ environment, name }: ImportOptions, names: readonly string[]): string {
  const flag = environment === undefined ? '--path' : '--environment';
  const imported =
    names.length === 0 || (name !== undefined && !names.includes(name))
      ? ''
      : `, or --name with one of those that are imported: ${names.join(', ')}`;
  return `${flag} belongs to a project: give --project too${imported}`;
}

function foldersIn({ host, project, folders }: Catalogue): Folder[] {
  // The slug is what manifests mostly have.
  const named = project.slug === undefined ? { projectId: project.id } : { projectSlug: project.slug };
  return folders.map(({ environment, path, recursive }) => ({ host, ...named, environment, path, recursive }));
}

/** The folders, each once and recursive if it stands there so once. */
function mergeFolders(folders: readonly Folder[]): Folder[] {
  const known = new Map<string, Folder>();
  for (const folder of folders) {
    const id = idOf(folder);
    known.set(id, { ...folder, recursive: folder.recursive || known.get(id)?.recursive === true });
  }
  return [...known.values()];
}

/** A UUID, or what ids were before. */
function isId(project: string): boolean {
  return isUuid(project) || /^[0-9a-f]{24}$/.test(project);
}
