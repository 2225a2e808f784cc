import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import type { _FileFinding } from '../../lib/evaluation/infisical-validation';
import type { TextPlace } from '../../lib/text/place-in-text';
import { manifestsIn, type ReadManifest } from '../manifests/read-manifests';

/** What is found in a file. */
export type FoundInFile = Pick<_FileFinding, 'kind' | 'namespace' | 'name' | 'at'>;

type Objects = ReadonlyMap<string, readonly ReadManifest[]>;

/**
 * Where findings stand in the files of a folder that no app writes: a file is read for the first finding in it. What an
 * app writes would be another file by the next run, and is not there at all where something was found.
 */
export class PlacesInFiles {
  private readonly objects = new Map<string, Objects>();

  public constructor(
    private readonly folder: string,
    /** The files that no app writes. */
    private readonly foreign: ReadonlySet<string>,
  ) {}

  /** Undefined where it is not certain which object is meant. */
  public placeOf(file: string, found: FoundInFile): TextPlace | undefined {
    if (!this.foreign.has(file)) return undefined;
    const objects = this.objects.get(file) ?? objectsIn(join(this.folder, file));
    this.objects.set(file, objects);
    const [read, second] = objects.get(nameOf(found)) ?? [];
    return second === undefined ? read?.placeAt(found.at) : undefined;
  }
}

function objectsIn(path: string): Objects {
  return grouped(manifestsIn(readFileSync(path, 'utf8'), path).manifests, ({ manifest: { kind, metadata } }) =>
    nameOf({ kind, ...metadata }),
  );
}

function nameOf({ kind, namespace, name }: Omit<FoundInFile, 'at'>): string {
  return JSON.stringify([kind, namespace, name]);
}
