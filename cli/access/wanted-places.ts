import type { Place } from '../infisical-api/place';
import type { ReadManifest } from '../manifests/read-manifests';
import type { KeySource } from './key-source';
import type { KeyUse } from './key-uses';

/** A place with the resources that read from it. */
export interface WantedPlace extends Place {
  readonly id: string;
  readonly readers: readonly ReadManifest[];
}

/** Every place from which the keys come, once, whoever reads from it; recursive if one reader wants that. */
export function wantedPlaces(uses: readonly KeyUse[], assumedHost?: string): WantedPlace[] {
  const places = new Map<string, WantedPlace>();
  for (const use of uses) {
    for (const source of askedFor(use)) {
      const place = placeOf(source, assumedHost);
      const id = idOf(place);
      const known = places.get(id);
      places.set(id, {
        ...place,
        id,
        recursive: place.recursive || known?.recursive === true,
        readers: [...new Set([...(known?.readers ?? []), use.resource])],
      });
    }
  }
  return [...places.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether the keys of whatever is at its sources are used, and nobody knows which these are. */
export function takesWhole({ managed, via, resource }: KeyUse): boolean {
  return managed.key === undefined && via !== 'template' && resource.manifest.kind !== 'InfisicalDynamicSecret';
}

export function placeOf(source: KeySource, assumedHost?: string): Place {
  const { host, hostAssumed, projectId, projectSlug, environment, path, recursive } = source;
  return { host: (hostAssumed && assumedHost) || host, projectId, projectSlug, environment, path, recursive };
}

export function idOf({ host, projectId, projectSlug, environment, path }: Place): string {
  return JSON.stringify([host, projectSlug ?? '', projectId ?? '', environment, path]);
}

function askedFor(use: KeyUse): readonly KeySource[] {
  return [...use.needs.flatMap(({ sources }) => sources), ...(takesWhole(use) ? use.sources : [])];
}
