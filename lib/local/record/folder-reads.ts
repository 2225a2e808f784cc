import { grouped } from '../../collections/grouped';
import { freeName } from '../../text/free-name';
import type { KeyPart } from '../stack/local-value';
import { keysOfService, type StackService } from '../stack/stack-service';
import { pathsOf, pathsOfKey } from './secret-paths';

/** What a laptop reads in one go: some folders of Infisical, and the keys that it takes out of them. */
export interface FolderRead {
  /** In the order of the CLI: of two with one key, the last one wins. */
  readonly paths: readonly string[];
  /** The names under which compose gets the keys, by key. */
  readonly names: ReadonlyMap<string, string>;
}

/** The reads of a stack: as in the cluster, no service gets what is in the folder of another one. */
export interface FolderReads {
  readonly all: readonly FolderRead[];
  /** Where a key comes from. */
  readonly of: (key: KeyPart) => FolderRead;
  /** The name under which compose gets a key. */
  readonly nameOf: (key: KeyPart) => string;
}

/**
 * Where the keys of each service come from. A key that only one read gives keeps its name; one that several do has a
 * name for each, such as `_ORDERS__DATABASE_URL`.
 *
 * @param told the paths of the stack, if somebody names them: they are one read
 */
export function folderReads(services: readonly StackService[], told: readonly string[] | undefined): FolderReads {
  const uses = keyUses(services);
  const byKey = grouped(uses, ({ key }) => key);
  const known = new Map(uses.flatMap(({ paths }) => (paths === undefined ? [] : [[idOf(paths), paths] as const])));
  const together = told ?? (known.size > 0 ? pathsOf(services) : ['/']);
  const pathsFor = (part: KeyPart) => {
    const { key } = part;
    const paths = pathsOfKey(part);
    if (told !== undefined || known.size < 2) return together;
    return paths ?? byKey.get(key)?.find((use) => use.paths !== undefined)?.paths ?? together;
  };
  const found = [...grouped(uses, ({ part }) => idOf(pathsFor(part))).values()].map((all) => ({
    paths: pathsFor(all[0].part),
    keys: new Set(all.map(({ key }) => key)),
  }));
  const reads = withNames(found.length > 0 ? found : [{ paths: together, keys: new Set() }]);
  const byId = new Map(reads.map((read) => [idOf(read.paths), read]));
  const of = (part: KeyPart) => byId.get(idOf(pathsFor(part))) ?? reads[0];
  return { all: reads, of, nameOf: (part) => of(part).names.get(part.key) ?? part.key };
}

export interface KeyUse {
  readonly service: StackService;
  readonly part: KeyPart;
  readonly key: string;
  /** Where the cluster reads it; undefined for a service that exists on a laptop only. */
  readonly paths: readonly string[] | undefined;
}

export function keyUses(services: readonly StackService[]): KeyUse[] {
  return services.flatMap((service) =>
    keysOfService(service).map((part) => ({ service, part, key: part.key, paths: pathsOfKey(part) })),
  );
}

function idOf(paths: readonly string[]): string {
  return paths.join('\n');
}

function withNames(reads: readonly { readonly paths: readonly string[]; readonly keys: ReadonlySet<string> }[]) {
  const all = reads.flatMap(({ keys }) => [...keys]);
  const several = new Set([...grouped(all, (key) => key)].flatMap(([key, found]) => (found.length > 1 ? [key] : [])));
  const taken = new Set(all);
  return reads.map(({ paths, keys }) => {
    const nameOf = (key: string) => {
      if (!several.has(key)) return key;
      const folder =
        paths
          .join('_')
          .replaceAll(/[\W_]+/g, '_')
          .replaceAll(/^_+|_+$/g, '')
          .toUpperCase() || 'ROOT';
      // Folders may differ in nothing but what a variable cannot have.
      const name = freeName(`_${folder}__${key}`, '_', (one) => taken.has(one));
      taken.add(name);
      return name;
    };
    return { paths, names: new Map([...keys].sort().map((key) => [key, nameOf(key)])) };
  });
}
