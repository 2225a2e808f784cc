import type { NamedProject } from '../../lib/configuration/configuration';
import type { AppModel } from '../../lib/model/app-model';
import { defaultAddressOf } from '../../lib/model/default-connection';
import { folderPath, ROOT } from '../../lib/model/folder';
import { baseUrl, CLOUD_US, endsAtApi } from '../../lib/model/host';
import type { Source as ModelSource, OperatorResource } from '../../lib/model/operator-resource';
import { connectionOf, isAtDefaultConnection } from '../../lib/model/resource-referred-to';
import type { Folder } from '../infisical-api/folder';
import { withKnownSlug } from './named-projects';
import { UNKNOWN_HOST } from './unknown-host';

/** A folder in some Infisical that a resource reads from. */
export interface Source extends Folder {
  /** Whether the manifests do not name the host: then it is what the operator was installed with. */
  readonly hostAssumed: boolean;
  /** The only secret that is read, or the dynamic secret that is leased. */
  readonly secretName?: string;
}

/** Nothing is assumed of a folder of which nobody knows how its kind writes it down. */
function isWhole({ projectId, projectSlug, path }: Pick<ModelSource, 'projectId' | 'projectSlug' | 'path'>): boolean {
  return path.value !== undefined && (projectId.value ?? projectSlug.value) !== undefined;
}

function hostFor(owner: OperatorResource, app: AppModel): Pick<Source, 'host' | 'hostAssumed'> {
  if (isAtDefaultConnection(app, owner)) {
    return { host: baseUrl(defaultAddressOf(app) ?? UNKNOWN_HOST), hostAssumed: false };
  }
  const written = connectionOf(app, owner)?.host.value ?? '';
  const address = baseUrl(written);
  // Nobody has an Infisical there, so that no command asks the one that was meant.
  const isElsewhere = /\/api\/+$/.test(written) && !endsAtApi(written, app.settings);
  if (isElsewhere) return { host: `${address}/api/api`, hostAssumed: false };
  return { host: address || CLOUD_US, hostAssumed: address === '' };
}

/**
 * Where a resource reads from. The first source that has a key wins. What names no environment is left to the rules.
 *
 * @param projects what the configuration says of ids and slugs
 */
export function sourcesOf(owner: OperatorResource, app: AppModel, projects: readonly NamedProject[] = []): Source[] {
  const host = hostFor(owner, app);
  return owner.folders.flatMap(({ environment, path, isRoot, ...folder }) => {
    if (environment.value === undefined || (folder.isRecognized && !isWhole({ path, ...folder }))) return [];
    const tags = folder.tags.value?.filter((tag) => typeof tag === 'string') ?? [];
    const source = {
      ...host,
      projectId: folder.projectId.value,
      projectSlug: folder.projectSlug.value,
      environment: environment.value,
      path: folderPath((isRoot ? undefined : path.value) ?? ROOT),
      recursive: folder.recursive.value === true,
      secretName: folder.secretName.value,
      ...(tags.length > 0 && { tags }),
    };
    return [withKnownSlug(source, projects)];
  });
}
