import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EntryKind, isConstructMetadata } from './folder-entries';

/** A GitOpsApp names in it what it wrote into the folder. */
const LIST = '.manifests';
/** What a plain App calls its files. */
const DEFAULT_EXTENSION = '.k8s.yaml';

/**
 * The entries of an output folder that no synth wrote. In a folder with a list of manifests that is all that the list
 * does not name; without one, all that cdk8s would not call so.
 */
export function foreignEntries(folder: string, entries: ReadonlyMap<string, EntryKind>): string[] {
  const lists = new Map<string, ReadonlySet<string> | undefined>();
  const listOf = (parent: string) => {
    if (!lists.has(parent))
      lists.set(parent, entries.get(parent + LIST) === 'file' ? readList(join(folder, parent, LIST)) : undefined);
    return lists.get(parent);
  };
  return [...entries].flatMap(([path, kind]) => {
    if (kind !== 'file') return [path];
    const [, parent = '', name = ''] = /^(.*\/)?([^/]*)$/.exec(path) ?? [];
    const isOwn = listOf(parent)?.has(name) ?? name.endsWith(DEFAULT_EXTENSION);
    return name === LIST || isConstructMetadata(path) || isOwn ? [] : [path];
  });
}

function readList(list: string): ReadonlySet<string> {
  return new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
}
