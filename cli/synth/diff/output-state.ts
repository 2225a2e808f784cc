import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import type { Manifest } from '../../../lib/model/manifest';
import { folderOf } from '../../manifests/manifest-files';
import { joinReads, type ReadManifests } from '../../manifests/read-manifests';
import type { WrittenManifests } from '../../manifests/written-manifests';
import { entriesIn, isManifest } from '../output/folder-entries';

/** What an output folder holds. */
export interface OutputState {
  readonly read: ReadManifests;
  /** By the path in the folder. */
  readonly objects: ReadonlyMap<string, readonly Manifest[]>;
}

/**
 * @param path where it can be read
 * @param output how the user calls it
 */
export function outputState(path: string, output: string, written: WrittenManifests): OutputState {
  const files = entryAt(path) === undefined ? [] : [...entriesIn(path).keys()].filter(isManifest);
  const reads = files.map((file) => {
    const read = written.in(textAt(join(path, file)), join(output, file), folderOf(output, file));
    return [file, read] as const;
  });
  return {
    read: joinReads(reads.map(([, read]) => read)),
    objects: new Map(reads.map(([file, { manifests }]) => [file, manifests.map(({ manifest }) => manifest)])),
  };
}

/** A link could lead anywhere. */
function textAt(path: string): string {
  return entryAt(path)?.isFile() ? readFileSync(path, 'utf8') : '';
}
