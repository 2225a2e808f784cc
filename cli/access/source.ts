import type { NamedProject } from '../../lib/configuration/configuration';
import { type AppModel, operatorResourceOf } from '../../lib/model/app-model';
import type { Source as NamedFolder } from '../../lib/model/operator-resource';
import { connectionOf } from '../../lib/model/referred';
import type { Resource } from '../../lib/model/resource';
import { type Folder, folderPath } from '../infisical-api/folder';
import { baseUrl } from '../infisical-api/hosts';
import { bySlug } from './named-projects';

/** A folder in some Infisical that a resource reads from. */
export interface Source extends Folder {
  /** Whether the manifests do not name the host: then it is what the operator was installed with. */
  readonly hostAssumed: boolean;
  /** The only secret that is read, or the dynamic secret that is leased. */
  readonly secretName?: string;
}

/** The operator's own default. */
const DEFAULT_HOST = 'https://app.infisical.com';

/**
 * Where a resource reads from. The first source that has a key wins. What names no environment is left to the rules.
 *
 * @param projects what the configuration says of ids and slugs
 */
export function sourcesOf(resource: Resource, app: AppModel, projects: readonly NamedProject[] = []): Source[] {
  return operatorResourceOf(resource).flatMap((owner) => {
    const url = connectionOf(app, owner)?.host.value;
    const given = (url && baseUrl(url)) || undefined;
    const host = { host: given ?? DEFAULT_HOST, hostAssumed: given === undefined };
    return owner.folders.flatMap((folder) =>
      folder.environment.value === undefined ? [] : [bySlug({ ...host, ...folderOf(folder) }, projects)],
    );
  });
}

function folderOf({ projectId, projectSlug, environment, path, isRoot, recursive, secretName }: NamedFolder) {
  return {
    projectId: projectId.value,
    projectSlug: projectSlug.value,
    environment: environment.value ?? '',
    path: folderPath(isRoot ? '/' : (path.value ?? '/')),
    recursive: recursive.value === true,
    secretName: secretName.value,
  };
}
