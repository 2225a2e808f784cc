import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isConstructMetadata } from '../output/folder-entries';

/** By folder in the output folder, and there by name of object: from which construct the object comes. */
export type ConstructPaths = ReadonlyMap<string, { readonly [object: string]: { readonly path: string } }>;

/** What cdk8s has noted in the folders, if it was told to. */
export function constructPaths(folder: string, files: Iterable<string>): ConstructPaths {
  const recorded = [...files].filter(isConstructMetadata);
  return new Map(
    recorded.map((file) => [dirname(file), JSON.parse(readFileSync(join(folder, file), 'utf8')).resources ?? {}]),
  );
}
