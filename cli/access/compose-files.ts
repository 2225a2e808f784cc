import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readableOutput } from '../files/readable-output';
import { bytesOf } from '../manifests/file-bytes';
import type { ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { RECORD_FILES } from '../record/find-record';
import { BROKEN, isBrokenRecord, isOwnRecord, recordIn } from '../record/read-record';
import type { LocalRecord } from '../record/record';
import type { ComposeOptions } from './compose-options';
import type { ReadCompose } from './compose-uses';

const OUTPUT = 'dist';

/** Gives the bytes of a file, or why they cannot be had; undefined where there is none. */
type BytesAt = (file: string) => Uint8Array | string | undefined;

/**
 * The compose files that tell which keys the services of a laptop use. The one in the working folder is read where a
 * folder beside it is, as it belongs to the same project; if it is that of somebody else, it is left alone.
 *
 * @throws if a file that was named tells nothing
 */
export function readCompose(paths: readonly string[], options: ComposeOptions): ReadCompose {
  const all = composeAt(paths, options, bytesHere);
  const broken = all.silent.filter(isBroken);
  const problems = broken.map((file) => ({ file, line: 1, column: 1, message: BROKEN }));
  const silentOnes = all.silent.filter((file) => !broken.includes(file));
  const read = { ...all, problems: [...all.problems, ...problems], silent: silentOnes };
  const [silent] = silentOnes;
  if (!Array.isArray(options.compose)) return read;
  const absent = options.compose.find((file) => bytesHere(file) === undefined);
  if (absent !== undefined) throw new Error(`${absent}: there is no such file`);
  if (silent === undefined) return read;
  throw new Error(
    `${silent}: it does not tell which keys its services use: LocalStack and LocalRun write that, run \`npx cdk8s-infisical synth\``,
  );
}

/** What cannot be read must not pass as a file of somebody else. */
function isBroken(file: string): boolean {
  const bytes = bytesHere(file);
  return bytes !== undefined && typeof bytes !== 'string' && isBrokenRecord(Buffer.from(bytes).toString('latin1'));
}

/** The compose files as they are elsewhere, where they may tell nothing, or not be there. */
export function composeAt(paths: readonly string[], { compose = true }: ComposeOptions, bytesAt: BytesAt): ReadCompose {
  const usual = (paths.length > 0 ? paths : [OUTPUT]).some(isNearWorkingFolder) ? RECORD_FILES : [];
  const asked = Array.isArray(compose) ? compose : compose ? usual : [];
  const read = asked.map((file): LocalRecord | ReadProblem | { readonly silent: string } | undefined => {
    const bytes = bytesAt(file);
    if (bytes === undefined) return undefined;
    if (typeof bytes === 'string') return { file, line: 1, column: 1, message: bytes };
    const isOwn = isOwnRecord(Buffer.from(bytes).toString('latin1'));
    return isOwn ? recordIn(bytes, file) : { silent: file };
  });
  return {
    files: read.flatMap((one) => (one !== undefined && 'services' in one ? [one] : [])),
    problems: read.flatMap((one) => (one !== undefined && 'message' in one ? [one] : [])),
    silent: read.flatMap((one) => (one !== undefined && 'silent' in one ? [one.silent] : [])),
  };
}

/** The manifests that were asked for: those of `dist`, unless there is nothing but a laptop. */
export function manifestPaths(given: readonly string[], { files, problems }: ReadCompose): readonly string[] {
  if (given.length > 0) return given;
  // What is wrong with it is told then, and not that there is no `dist`.
  const isThere = files.length > 0 || problems.length > 0;
  return isThere && !existsSync(readableOutput(OUTPUT)) ? [] : [OUTPUT];
}

/** The manifests with what is unread of the compose files: that is told, and keeps a gate shut, in the same way. */
export function withCompose(read: ReadManifests, { problems }: ReadCompose): ReadManifests {
  return { ...read, problems: [...read.problems, ...problems] };
}

function isNearWorkingFolder(path: string): boolean {
  if (path === '-') return false;
  const [here, there] = [resolve('.'), resolve(path)];
  if (there !== here && dirname(there) !== here) return false;
  return statSync(readableOutput(path), { throwIfNoEntry: false })?.isFile() !== true;
}

function bytesHere(file: string): Uint8Array | string | undefined {
  return statOf(file) === undefined ? undefined : bytesOf(file);
}

function statOf(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return 'refused';
  }
}
