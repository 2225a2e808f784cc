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
  /** By the path as the user would write it. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * @param path where it can be read
 * @param output how the user calls it
 */
export function outputState(path: string, output: string, written: WrittenManifests): OutputState {
  const files = entryAt(path) === undefined ? [] : [...entriesIn(path).keys()].filter(isManifest);
  const reads = files.map((file) => {
    const text = textAt(join(path, file));
    return { file, text, read: written.in(text, join(output, file), folderOf(output, file)) };
  });
  return {
    read: joinReads(reads.map(({ read }) => read)),
    objects: new Map(reads.map(({ file, read }) => [file, read.manifests.map(({ manifest }) => manifest)])),
    texts: new Map(reads.map(({ file, text }) => [join(output, file), text])),
  };
}

/** A link could lead anywhere. */
function textAt(path: string): string {
  return entryAt(path)?.isFile() ? readFileSync(path, 'utf8').replace(/^\uFEFF/, '') : '';
}
