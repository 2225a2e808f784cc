import { freeName } from '../../text/free-name';
import type { KeyRead, ReadPlace } from './read-place';

/** What the names are seen from: only of what is not there, projects and environments are told. */
interface OwnPlace {
  readonly environment: string;
  readonly projects: { readonly own: ReadPlace['project'] };
}

/**
 * The names under which compose gets keys, one map for each of the reads: `_ORDERS__DATABASE_URL`. No shell, no `.env` and
 * nothing of docker has such a name, and one key of two folders has two.
 */
export function namesOfKeys(
  reads: readonly { readonly from: KeyRead['from']; readonly keys: readonly string[] }[],
  own: OwnPlace,
): KeyRead['names'][] {
  const taken = new Set<string>();
  return reads.map(({ from, keys }) => {
    const places = from.map((place) => nameOfPlace(place, own)).join('_');
    return new Map(
      keys.map((key) => {
        // Places and keys may differ in nothing but what a variable cannot have.
        const name = freeName(`_${places}__${key.replaceAll(/\W/g, '_').toUpperCase()}`, '_', (one) => taken.has(one));
        taken.add(name);
        return [key, name];
      }),
    );
  });
}

function nameOfPlace({ project, environment, path }: ReadPlace, own: OwnPlace): string {
  const parts = [
    project === own.projects.own ? '' : (project.slug ?? project.id ?? ''),
    environment === own.environment ? '' : environment,
    path,
  ];
  return parts.map(variableWords).filter(Boolean).join('_') || 'ROOT';
}

/** A place as part of the name of a variable. */
function variableWords(text: string): string {
  return text
    .replaceAll(/[\W_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase();
}
