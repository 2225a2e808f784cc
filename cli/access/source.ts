import type { NamedProject } from '../../lib/configuration/configuration';
import { fields, text } from '../../lib/json/json';
import type { AppModel, Scope } from '../../lib/model/app-model';
import { baseUrl, CLOUD_US } from '../../lib/model/host';
import type { Resource } from '../../lib/model/resource';
import { placesOf } from '../../lib/model/sources';
import { type Folder, folderPath } from '../infisical-api/folder';
import { bySlug } from './named-projects';

/** A folder in some Infisical that a resource reads from. */
export interface Source extends Folder {
  /** Whether the manifests do not name the host: then it is what the operator was installed with. */
  readonly hostAssumed: boolean;
  /** The only secret that is read, or the dynamic secret that is leased. */
  readonly secretName?: string;
}

/**
 * Where a resource reads from. The first source that has a key wins. What names no environment is left to the rules.
 *
 * @param projects what the configuration says of ids and slugs
 */
export function sourcesOf(resource: Resource, app: AppModel, projects: readonly NamedProject[] = []): Source[] {
  const given = hostOf(resource, app);
  const host = { host: given ?? CLOUD_US, hostAssumed: given === undefined };
  return placesOf(resource).flatMap((scope) =>
    scope.environment === undefined ? [] : [bySlug({ ...host, ...folderOf(scope) }, projects)],
  );
}

function folderOf({ projectId, projectSlug, environment = '', path, recursive, secretName }: Scope) {
  return { projectId, projectSlug, environment, path: folderPath(path ?? '/'), recursive, secretName };
}

function hostOf({ manifest }: Resource, app: AppModel): string | undefined {
  const spec = fields(manifest.spec);
  if (manifest.kind !== 'InfisicalStaticSecret') return base(text(spec.hostAPI));
  const auth = referred(app, 'InfisicalAuth', spec.infisicalAuthRef);
  const connection = referred(app, 'InfisicalConnection', fields(auth?.spec).infisicalConnectionRef);
  return base(text(fields(connection?.spec).address));
}

/** The operator's resource that another one refers to. */
export function referred({ infisical }: AppModel, kind: string, reference: unknown) {
  const { name, namespace } = fields(reference);
  return infisical.find(
    ({ manifest }) =>
      manifest.kind === kind && manifest.metadata.name === name && manifest.metadata.namespace === namespace,
  )?.manifest;
}

function base(url: string | undefined): string | undefined {
  return (url && baseUrl(url)) || undefined;
}
