import { grouped } from '../../collections/grouped';
import { byText, distinct } from '../../collections/order';
import { folderPath, ROOT } from '../../model/folder';
import { LocalRunner } from '../local-runner';
import type { KeyPart, KeyPlace, ProjectNames } from '../stack/local-value';
import { keysOfService, type StackService } from '../stack/stack-service';
import { namesOfKeys } from './key-names';
import type { KeyRead, ReadPlace } from './read-place';

/** The reads of a stack: as in the cluster, nobody gets what is in the folder of another one. */
export interface KeyReads {
  readonly all: readonly KeyRead[];
  /** Where a key comes from. */
  readonly of: (key: KeyPart) => KeyRead;
  readonly nameOf: (key: KeyPart) => string;
  /** The paths that somebody named, if anything is read from them. */
  readonly together?: KeyRead;
}

/** What the places of keys are seen from. */
export interface ReadingStack {
  readonly environment: string;
  readonly projects: { readonly own: ProjectNames; readonly of: (project: ProjectNames) => ProjectNames };
  readonly runner: LocalRunner;
  /** Paths that are read as one for all services, if somebody names them; the last one that has a key wins. */
  readonly paths?: readonly string[];
}

/** @param beside applications of the laptop whose keys are not read here */
export function keyReads(
  services: readonly StackService[],
  stack: ReadingStack,
  beside: readonly StackService[] = [],
): KeyReads {
  const parts = services.flatMap(keysOfService);
  const { told, placesOf } = placesOfKeys([...parts, ...beside.flatMap(keysOfService)], stack);
  const found = [...grouped(parts, (part) => idOf(placesOf(part))).values()]
    .map((same) => ({
      from: placesOf(same[0]),
      keys: distinct(same.map(({ key }) => key)),
      optional: optionalOf(same),
    }))
    .sort(byText(({ from }) => idOf(from)));
  const names =
    stack.runner === LocalRunner.INFISICAL_CLI
      ? found.map(({ keys }) => new Map(keys.map((key) => [key, key])))
      : namesOfKeys(found, stack);
  const all = found.map(({ from, optional }, i) => ({ from, names: names[i], optional }));
  const byId = new Map(all.map((read) => [idOf(read.from), read]));
  const of = (part: KeyPart) =>
    byId.get(idOf(placesOf(part))) ?? { from: placesOf(part), names: new Map(), optional: [] };
  const together = told === undefined ? undefined : byId.get(idOf(told));
  return { all, of, nameOf: (part) => of(part).names.get(part.key) ?? part.key, together };
}

/** The keys without which everybody starts who uses them. */
function optionalOf(parts: readonly KeyPart[]): string[] {
  const needed = new Set(parts.flatMap(({ key, isOptional }) => (isOptional ? [] : [key])));
  return distinct(parts.flatMap(({ key }) => (needed.has(key) ? [] : [key])));
}

/** What tells places from others. */
export function idOf(places: readonly ReadPlace[]): string {
  return places
    .map(({ project, environment, path, recursive, tags }) =>
      JSON.stringify([project.slug ?? '', project.id ?? '', environment, path, recursive, tags]),
    )
    .join('\n');
}

/**
 * A service that exists on a laptop only takes a key from where an application has it, else from wherever the
 * applications read in the project of the stack.
 */
function placesOfKeys(parts: readonly KeyPart[], stack: ReadingStack) {
  const { projects, environment, paths } = stack;
  const readPlace = ({ project, environment: slug, path, recursive = false, tags }: KeyPlace): ReadPlace => {
    return { project: projects.of(project), environment: slug ?? environment, path, recursive, ...(tags && { tags }) };
  };
  const isOwn = (place: ReadPlace) => place.project === projects.own && place.environment === environment;
  const told = paths?.map((path) => readPlace({ project: {}, path: folderPath(path) })).reverse();
  const known = parts.flatMap(({ key, places }) =>
    places === undefined || places.length === 0 ? [] : [{ key, from: places.map(readPlace) }],
  );
  const byKey = new Map(known.toReversed().map(({ key, from }) => [key, from]));
  const anywhere = distinctPlaces(known.flatMap(({ from }) => from));
  const own = anywhere.filter(isOwn);
  const root = readPlace({ project: {}, path: ROOT });
  const others = own.length > 0 ? own : anywhere.length > 0 ? anywhere : [root];
  const placesOf = ({ key, places = [] }: KeyPart): readonly ReadPlace[] => {
    const from = places.map(readPlace);
    if (told !== undefined && from.every(isOwn)) return told;
    return from.length > 0 ? from : (byKey.get(key) ?? others);
  };
  return { told, placesOf };
}

function distinctPlaces(places: readonly ReadPlace[]): ReadPlace[] {
  return [...new Map(places.map((place) => [idOf([place]), place])).values()];
}
