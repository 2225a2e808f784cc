import { grouped } from '../../collections/grouped';
import { tagsText } from '../../model/folder';
import type { ProjectNames } from '../stack/local-value';

/** A folder of Infisical as a laptop reads it. */
export interface ReadPlace {
  readonly project: ProjectNames;
  /** Slug. */
  readonly environment: string;
  readonly path: string;
  readonly recursive: boolean;
  /** Only what has one of these tags is read; sorted. */
  readonly tags?: readonly string[];
}

/** Places that are read as one, and what is taken out of them. */
export interface KeyRead {
  /** The first one that has a key wins. */
  readonly from: readonly ReadPlace[];
  /** The name under which compose gets each key. */
  readonly names: ReadonlyMap<string, string>;
  /** The keys that may be missing. */
  readonly optional: readonly string[];
}

/** Places as people name them: `dev:/orders, /web`. */
export function placesText(places: readonly ReadPlace[]): string {
  const byEnvironment = grouped(
    places,
    ({ project: { slug, id }, environment }) => `${slug ?? id ?? ''} ${environment}`,
  );
  const hasOne = byEnvironment.size === 1;
  return [...byEnvironment.values()]
    .map((same) => {
      const [{ project, environment }] = same;
      const paths = [...new Set(same.map(pathText))].join(', ');
      return `${hasOne ? '' : `${project.slug ?? project.id ?? ''} `}${environment}:${paths}`.trim();
    })
    .join(', ');
}

function pathText({ path, recursive, tags }: ReadPlace): string {
  return `${path}${recursive ? ' and below' : ''}${tagsText(tags)}`;
}
