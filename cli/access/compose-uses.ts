import type { NamedProject } from '../../lib/configuration/configuration';
import { folderPath } from '../../lib/model/folder';
import type { Kind } from '../../lib/model/kinds';
import type { TextPlace } from '../../lib/text/place-in-text';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';
import { type KeyPlace, type LocalRecord, namesOf, type RecordedService } from '../record/record';
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

/** What a compose service is for messages. */
export const COMPOSE_SERVICE = 'compose service';

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
