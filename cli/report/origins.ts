import type { Catalogue, FolderKeys } from '../../lib/infisical/catalogue';
import { listingAt } from '../../lib/infisical/catalogue';
import type { Source } from '../access/source';
import type { OriginsOf } from '../access-report/access-row';
import type { Origin } from '../access-report/folder';
import { folderOf } from '../access-report/folder';
import { printable } from '../terminal/printable';

export interface KnownCatalogues {
  readonly catalogues: readonly Catalogue[];
  /** One text for one Infisical; undefined where nobody knows which is meant. */
  readonly hostOf: (host: string | undefined) => string | undefined;
}

type FoldersByKey = ReadonlyMap<string, readonly FolderKeys[]>;

/** The very folder of each key, as far as the catalogues know it. */
export function originsIn(known: KnownCatalogues): OriginsOf {
  const found = new Map<string, FoldersByKey | undefined>();
  const keysAt = (source: Source) => {
    const { host, hostAssumed, projectId, projectSlug, environment, path, recursive, tags } = source;
    const id = JSON.stringify([host, hostAssumed, projectId, projectSlug, environment, path, recursive, tags]);
    if (!found.has(id)) found.set(id, foldersByKey(source, known));
    return found.get(id);
  };
  return (key, sources) => {
    // The first folder that has the key wins; past one of which nobody knows what it has, nobody knows.
    for (const source of sources.filter(({ secretName }) => secretName === undefined || secretName === key)) {
      const folders = keysAt(source);
      if (folders === undefined) return undefined;
      const having = folders.get(key) ?? [];
      // What is there itself wins over what is imported.
      const own = having.filter(({ imported }) => !imported);
      if (having.length > 0) return (own.length > 0 ? own : having).map((one) => originOf(one, source));
    }
    return undefined;
  };
}

/** Whatever a catalogue has for a name is text of others. */
function originOf({ environment, path, imported }: FolderKeys, source: Source): Origin {
  const place = { environment: printable(environment), path: printable(path) };
  return { ...folderOf(source), ...place, recursive: false, imported };
}

function foldersByKey(source: Source, known: KnownCatalogues): FoldersByKey | undefined {
  // Of a catalogue nobody knows which of its keys have a tag.
  const catalogue = source.tags === undefined ? catalogueOf(source, known) : undefined;
  const listing = catalogue && listingAt(catalogue, source);
  if (listing === undefined) return undefined;
  const found = new Map<string, FolderKeys[]>();
  for (const one of listing) {
    for (const key of one.keys) found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

/** Of several catalogues of one project, at different hosts, nobody knows which is meant. */
function catalogueOf(source: Source, { catalogues, hostOf }: KnownCatalogues): Catalogue | undefined {
  const { host, hostAssumed, projectId, projectSlug } = source;
  const named = hostOf(hostAssumed ? undefined : host);
  const own = catalogues.filter(({ project, ...catalogue }) => {
    const isProject = projectId === undefined ? project.slug === projectSlug : project.id === projectId;
    return isProject && (named === undefined || hostOf(catalogue.host) === named);
  });
  return own.length === 1 ? own[0] : undefined;
}
