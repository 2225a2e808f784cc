import { grouped } from '../../../lib/collections/grouped';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { environmentKey } from '../../../lib/model/environment-order';
import type { EnvironmentReport, KeyStatus, UnreadPlace } from '../report';

/** Who used a key last, as git has it. */
export interface LastUse {
  /** The beginning of its hash. */
  readonly commit: string;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly file: string;
  /**
   * `removed`: the commit took away who used it; `used`: it has who uses it, and a later one, which does not name the key,
   * took that away; `until-now`: the last commit still has who uses it; `named`: it changed a line with the name, of which
   * nobody can tell that it was for this folder.
   */
  readonly kind: 'removed' | 'used' | 'until-now' | 'named';
  /** Who used it, and how: `Deployment shop/api`, `variable PORT`. */
  readonly users: readonly {
    readonly object: string;
    readonly container?: string;
    readonly as: string;
    /** Where it stands in another file. */
    readonly file?: string;
  }[];
}

export interface UnusedKey extends Pick<KeyStatus, 'key' | 'hint'> {
  readonly status: 'unused' | 'perhaps-unused';
  readonly lastUse?: LastUse;
}

/** A folder in Infisical with keys that nobody declares. */
export interface UnusedPlace {
  readonly host: string;
  readonly project: string;
  readonly environment: string;
  /** `prod:/orders`. */
  readonly folder: string;
  /** Whether nothing reads the folder at all. */
  readonly isUnread: boolean;
  readonly keys: readonly UnusedKey[];
}

export interface UnusedView {
  readonly places: readonly UnusedPlace[];
  /** Whether there was an answer for a folder at all. */
  readonly isSeen: boolean;
  /** How much of the history of git was read. */
  readonly history: ReadHistory;
  /** What was not looked at, a sentence each. */
  readonly notLookedAt: readonly string[];
  readonly unread: readonly UnreadPlace[];
}

export type ReadHistory = 'whole' | 'part' | 'none';

/** What has no answer is a problem, or has a status of its own. */
export function isAnySeen(environments: readonly EnvironmentReport[]): boolean {
  return environments.some(
    ({ keys, problems }) => problems.length === 0 || keys.some(({ status }) => status !== 'unchecked'),
  );
}

/** The keys that nobody declares, by the folder that has them. */
export function unusedPlaces(environments: readonly EnvironmentReport[]): UnusedPlace[] {
  const found = environments.flatMap(({ host, project, environment, keys }) => {
    const unused = keys.filter(({ status }) => status === 'unused' || status === 'perhaps-unused');
    return [...grouped(unused, ({ wanted }) => wanted.join())].map(([folder, together]): UnusedPlace => {
      const isUnread = together.every(({ locations }) => locations.length === 0);
      return {
        host,
        project,
        environment,
        folder,
        isUnread,
        keys: sortedNaturally(together.map(keyOf), ({ key }) => key),
      };
    });
  });
  return sortedNaturally(found, ({ project, environment, folder }) =>
    [project, environmentKey(environment), folder].join('\0'),
  );
}

function keyOf({ key, hint, status }: KeyStatus): UnusedKey {
  return {
    key,
    status: status === 'unused' ? 'unused' : 'perhaps-unused',
    ...(hint !== undefined && { hint }),
  };
}
