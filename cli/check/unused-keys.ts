import { CONFIGURATION_FILE, type NamedProject } from '../../lib/configuration/configuration';
import { counted } from '../../lib/text/counted';
import type { FolderToAsk } from '../access/folders-to-ask';
import type { Outcome } from '../infisical-api/ask-all';
import type { Folder } from '../infisical-api/folder';
import { type FolderKeyStatus, folderKeysName, usedId } from './key-status';
import type { UnreadPlace } from './report';
import { locationsOf } from './users';

export interface AskedFolder {
  readonly folder: FolderToAsk;
  readonly outcome: Outcome;
}

/** Who uses which keys, as far as that is known. */
export interface KnownUses {
  readonly statuses: readonly FolderKeyStatus[];
  /** Of which nobody knows what it uses, allowed or not. */
  readonly unread: readonly Pick<UnreadPlace, 'file' | 'line'>[];
  /** Of which the id and the slug are known. */
  readonly projects: readonly NamedProject[];
}

/**
 * The keys of the folders themselves that nobody uses; those that are imported belong to whoever uses them there. Where
 * something may use one of which nobody knows what it uses, it is not called unused for certain.
 */
export function unusedKeys(asked: readonly AskedFolder[], known: KnownUses): FolderKeyStatus[] {
  const used = new Set(known.statuses.flatMap(({ uses }) => uses));
  const doubts = new Doubts(asked, known);
  return asked.flatMap(({ folder, outcome: { listing = [] } }) =>
    listing
      .filter(({ imported }) => !imported)
      .flatMap((found) =>
        found.keys
          .filter((key) => !used.has(usedId(folder, found, key)))
          .map((key): FolderKeyStatus => {
            const at = [folderKeysName(found)];
            const doubt = doubts.of(folder, usedId(folder, found, key));
            const known =
              doubt === undefined ? { status: 'unused' as const } : { status: 'perhaps-unused' as const, hint: doubt };
            return {
              ...known,
              key,
              wanted: at,
              found: at,
              users: [],
              uses: [],
              locations: locationsOf(folder),
              folder,
            };
          }),
      ),
  );
}

/** Why a key that seems to be unused may be used all the same. */
class Doubts {
  private readonly unread: string | undefined;
  private readonly unansweredHosts: ReadonlySet<string>;
  private readonly usedByOtherName: ReadonlySet<string>;

  private readonly projects: readonly NamedProject[];

  public constructor(asked: readonly AskedFolder[], { statuses, unread, projects }: KnownUses) {
    this.projects = projects;
    const [first, ...more] = unread;
    const others = more.length === 0 ? '' : ` and ${counted(more.length, 'more place')}`;
    this.unread = first && `what is unread may use it: ${first.file}:${first.line}${others}`;
    const unanswered = asked.filter(({ outcome }) => outcome.listing === undefined && outcome.problem !== undefined);
    this.unansweredHosts = new Set(unanswered.map(({ folder }) => folder.host));
    this.usedByOtherName = new Set(
      statuses.flatMap(({ folder, uses }) =>
        isJoined(folder, projects) ? [] : uses.map((use) => apart(use, wayOf(folder) === 'id' ? 'slug' : 'id')),
      ),
    );
  }

  public of(folder: Folder, use: string): string | undefined {
    if (this.unread !== undefined) return this.unread;
    if (this.unansweredHosts.has(folder.host))
      return 'a folder of that host could not be checked, and it may be used there';
    const way = wayOf(folder);
    if (isJoined(folder, this.projects) || !this.usedByOtherName.has(apart(use, way))) return undefined;
    const other = way === 'id' ? 'slug' : 'id';
    return `it is used in a project that is named by its ${other}: if it is this one, say so under "projects" in ${CONFIGURATION_FILE}`;
  }
}

type WayToName = 'id' | 'slug';

function wayOf({ projectSlug }: Folder): WayToName {
  return projectSlug === undefined ? 'id' : 'slug';
}

/** Whether the configuration tells the id of the project: what another id names is another project. */
function isJoined({ projectSlug }: Folder, projects: readonly NamedProject[]): boolean {
  return projects.some(({ slug }) => slug === projectSlug);
}

/** A key with its place, but for what the project is called. */
function apart(use: string, way: WayToName): string {
  const [host, , ...place] = JSON.parse(use) as string[];
  return JSON.stringify([way, host, ...place]);
}
