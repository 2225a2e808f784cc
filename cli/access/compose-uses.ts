import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NamedProject } from '../../lib/configuration/configuration';
import { folderPath } from '../../lib/model/folder';
import type { Kind } from '../../lib/model/kinds';
import type { TextPlace } from '../../lib/text/place-in-text';
import { readableOutput } from '../files/readable-output';
import { bytesOf } from '../manifests/file-bytes';
import type { ReadManifest, ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { RECORD_FILES } from '../record/find-record';
import { BROKEN, isBrokenRecord, isOwnRecord, recordIn } from '../record/read-record';
import { type KeyPlace, type LocalRecord, namesOf, type RecordedService } from '../record/record';
import type { ComposeOptions } from './compose-options';
import { COMPOSE_FILE, type KeyUse } from './key-use';
import { withKnownSlug } from './named-projects';
import type { Source } from './source';

export interface ReadCompose {
  readonly files: readonly LocalRecord[];
  readonly problems: readonly ReadProblem[];
  /** Files that tell nothing. */
  readonly silent: readonly string[];
}

export const NO_COMPOSE: ReadCompose = { files: [], problems: [], silent: [] };

const OUTPUT = 'dist';

/** What a compose service is for messages. */
export const COMPOSE_SERVICE = 'compose service';

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

export function composeUses(
  { files }: ReadCompose,
  uses: readonly KeyUse[],
  projects: readonly NamedProject[] = [],
): KeyUse[] {
  const byId = new Set(uses.flatMap(({ sources }) => sources.flatMap(({ host, projectId }) => `${projectId} ${host}`)));
  return files.flatMap((record) => {
    const { file, host, place } = record;
    const resource = asReadManifest(file, 'x-infisical', file, place);
    const sourceOf = ({ projectId, projectSlug, environment, path, recursive, tags }: KeyPlace): Source => {
      // Named as manifests name it, so that a folder is one.
      const isBySlug = projectSlug !== undefined && !byId.has(`${projectId} ${host}`);
      return {
        ...{ host, hostAssumed: false, projectId: undefined, projectSlug: undefined },
        ...(isBySlug ? { projectSlug } : withKnownSlug({ projectId }, projects)),
        ...{ environment, path: folderPath(path), recursive, secretName: undefined },
        ...(tags && { tags }),
      };
    };
    return record.services.flatMap((service) =>
      takenBy(service).flatMap(({ name, place: at, ...taken }): KeyUse[] => {
        const told = record.keys.get(name);
        if (told === undefined) return [];
        const sources = told.from.map(sourceOf);
        return [
          {
            folder: file,
            workload: asReadManifest(file, COMPOSE_SERVICE, service.name, at),
            ...taken,
            managed: { kind: COMPOSE_FILE, name: file, key: told.key },
            resource,
            sources,
            needs: [{ key: told.key, optional: told.isOptional, sources }],
            optional: told.isOptional,
          },
        ];
      }),
    );
  });
}

type Taken = Pick<KeyUse, 'via' | 'variable' | 'file'> & { readonly name: string; readonly place: TextPlace };

/** All that a service takes of keys, by the names of the record. */
function takenBy({ variables, files, others }: RecordedService): Taken[] {
  return [
    ...variables.flatMap(({ name: variable, parts, place }) =>
      namesOf(parts).map((name) => ({ name, place, via: 'env' as const, variable })),
    ),
    ...files.flatMap(({ path: file, parts, place }) =>
      namesOf(parts).map((name) => ({ name, place, via: 'volume' as const, file })),
    ),
    ...others.map((one) => ({ ...one, via: 'env' as const })),
  ];
}

/** The services, as workloads of a report. */
export function composeServices({ files }: ReadCompose): ReadManifest[] {
  return files.flatMap(({ file, services, place }) =>
    services.map(({ name }) => asReadManifest(file, COMPOSE_SERVICE, name, place)),
  );
}

function asReadManifest(file: string, kind: string, name: string, place: TextPlace): ReadManifest {
  const manifest = { apiVersion: 'compose', kind: kind as Kind, metadata: { name } };
  return { manifest, file, folder: file, ...place, placeAt: () => place };
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
