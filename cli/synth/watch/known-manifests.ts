import type { ManifestFile } from '../../manifests/manifest-files';
import { manifestsInBytes, type ReadManifests, readManifests } from '../../manifests/read-manifests';

interface KnownFile {
  readonly bytes: Uint8Array;
  readonly read: ReadManifests;
}

/** The manifests of an output folder, read again and again: a file with the same bytes is parsed once. */
export class KnownManifests {
  private known = new Map<string, KnownFile>();

  public read(output: string): ReadManifests {
    const next = new Map<string, KnownFile>();
    const parse = (bytes: Uint8Array, file: ManifestFile) => {
      const known = this.known.get(file.file);
      const read = known !== undefined && areEqual(known.bytes, bytes) ? known.read : manifestsInBytes(bytes, file);
      next.set(file.file, { bytes, read });
      return read;
    };
    const read = readManifests([output], parse);
    this.known = next;
    return read;
  }
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
