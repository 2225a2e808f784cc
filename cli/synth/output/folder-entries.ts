import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { byText } from '../../../lib/collections/order';

export type EntryKind = 'file' | 'link' | 'empty folder';

/** What is in a folder and all below it, by path with `/`: files, links, and folders with nothing in them. */
export function entriesIn(folder: string): Map<string, EntryKind> {
  const entries = new Map<string, EntryKind>();
  addEntries(folder, '', entries);
  return entries;
}

function addEntries(folder: string, prefix: string, entries: Map<string, EntryKind>): void {
  const found = readdirSync(join(folder, prefix), { withFileTypes: true });
  if (found.length === 0 && prefix !== '') entries.set(prefix.slice(0, -1), 'empty folder');
  for (const entry of found.sort(byText(({ name }) => name))) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) addEntries(folder, `${path}/`, entries);
    else if (entry.isSymbolicLink()) entries.set(path, 'link');
    else if (entry.isFile()) entries.set(path, 'file');
    else throw new Error(`${JSON.stringify(path)} in the output folder is neither a file nor a folder: move it away`);
  }
}

export function areSameFiles(one: string, other: string): boolean {
  return statSync(one).size === statSync(other).size && readFileSync(one).equals(readFileSync(other));
}

const MANIFEST = /\.(ya?ml|json)$/;
const CONSTRUCT_METADATA = 'construct-metadata.json';

/** Whether Kubernetes objects may stand in it; what cdk8s notes about constructs is none. */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path) && !isConstructMetadata(path);
}

/** Where cdk8s notes from which constructs its objects come. */
export function isConstructMetadata(path: string): boolean {
  return path === CONSTRUCT_METADATA || path.endsWith(`/${CONSTRUCT_METADATA}`);
}
