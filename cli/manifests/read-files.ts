import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { readableOutput, readWhole } from '../files/readable-output';
import { decodedText } from '../yaml/decoded-text';
import { marksIn } from '../yaml/strict-documents';
import { bytesOf } from './file-bytes';
import { withoutUnrendered } from './folders-to-render';
import { kustomizationsAround, realIdentity } from './kustomizations-around';
import { filesAt, type ManifestFile } from './manifest-files';
import { withoutPatches } from './patches';
import { joinReads, MAX_MARKS, manifestsOf, type ReadManifests, unreadFile } from './read-manifests';
import { JSONNET } from './rendered-folders';
import type { Kustomization } from './rendering-notes';

const MAX_OBJECTS_OF_RUN = 300_000;
const TOO_MUCH = `more than ${MAX_OBJECTS_OF_RUN} objects, or ${MAX_MARKS} lines, brackets, commas and colons stand before it: name fewer folders`;
const PACKED_CHART = /\.tgz$/;

/** The Kubernetes objects in files, in folders and all below them, or on standard input (`-`), in a stable order. */
export function readManifests(paths: readonly string[], parse: ParseManifests = manifestsInBytes): ReadManifests {
  return readWhole(paths, () => readOnce(paths, parse));
}

/** What reads the bytes of a file: whoever reads the same files again and again may know what is in them. */
export type ParseManifests = (bytes: Uint8Array, file: ManifestFile) => ReadManifests;

function readOnce(paths: readonly string[], parse: ParseManifests): ReadManifests {
  const files = new Map(paths.flatMap(filesAt).map((one) => [one.file, one]));
  const reading = new Reading(parse);
  const read = [...files.values()].map((one) =>
    reading.of(one, () => bytesOf(one.file === '-' ? one.file : readableOutput(one.file))),
  );
  const whole = joinReads(read);
  const rendered = withoutUnrendered(whole, (path) => existsSync(readableOutput(path)));
  const around = kustomizationsNaming(rendered, kustomizationsAround(paths), bytesOf);
  const kustomizations = [...(whole.kustomizations ?? []), ...around];
  return withoutPatches(rendered, { kustomizations, identityOf: realIdentity() });
}

/** What stands between the parts of paths and of lists. */
const BETWEEN = /[\s/\\'",[\]{}]+/;

/** Those of kustomizations that nobody asked for which may name a file that was read, as most name none. */
export function kustomizationsNaming(
  { manifests, problems, without }: Pick<ReadManifests, 'manifests' | 'problems' | 'without'>,
  files: readonly string[],
  bytesOf: (file: string) => Uint8Array | string,
): readonly Kustomization[] {
  if (files.length === 0) return [];
  const read = [...new Set([...manifests, ...problems].map(({ file }) => file)), ...without];
  const names = new Set(read.map((file) => file.split(BETWEEN).at(-1) ?? ''));
  return files.flatMap((file) => {
    const bytes = bytesOf(file);
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
    if (typeof bytes === 'string' || !text.split(BETWEEN).some((word) => names.has(word))) return [];
    return manifestsInBytes(bytes, { file, folder: dirname(file) }).kustomizations ?? [];
  });
}

/** The reading of many files, of which there may be too much. */
export class Reading {
  private objects = 0;
  private marks = 0;

  public constructor(private readonly parse: ParseManifests = manifestsInBytes) {}

  /** @param bytesOf gives the bytes of the file, or why they cannot be had */
  public of({ file, folder, problem }: ManifestFile, bytesOf: () => Buffer | string): ReadManifests {
    if (problem !== undefined) return unreadFile(file, problem);
    if (this.objects > MAX_OBJECTS_OF_RUN || this.marks > MAX_MARKS) return unreadFile(file, TOO_MUCH);
    const bytes = bytesOf();
    if (typeof bytes === 'string') return unreadFile(file, bytes);
    // Marks are ASCII.
    this.marks += marksIn(bytes.toString('latin1'));
    const read = this.parse(bytes, { file, folder });
    this.objects += read.manifests.length + read.problems.length;
    return read;
  }
}

export function manifestsInBytes(bytes: Uint8Array, { file, folder }: ManifestFile): ReadManifests {
  if (PACKED_CHART.test(file)) return { ...unreadFile(file, 'it is a packed chart'), forHelm: [{ file, folder }] };
  if (JSONNET.test(file)) return unreadFile(file, 'it is a program in jsonnet, which Argo CD would run');
  const text = decodedText(bytes);
  return typeof text === 'string' ? manifestsOf(text, file, folder) : unreadFile(file, text);
}
