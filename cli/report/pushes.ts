import { byText, distinct } from '../../lib/collections/order';
import type { NamedProject } from '../../lib/configuration/configuration';
import type { AppModel } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import type { OperatorResource, Source } from '../../lib/model/operator-resource';
import { secretsNamedIn } from '../../lib/model/static-secret-push';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { listed } from '../../lib/text/listed';
import { withKnownSlug } from '../access/named-projects';
import type { FolderWithLogins } from '../access/shared-logins';
import { printable } from '../terminal/printable';
import { type Named, namedOf, objectName } from './access-row';
import { type Folder, projectFolderName } from './folder';
import { shownPath } from './shown-path';

/**
 * What an InfisicalStaticSecretPush takes out of the cluster, as far as fields can be read that upstream has not published.
 * Whoever may read the folder can read it there.
 */
export interface Push {
  /** The slug of the environment in Infisical; empty where it cannot be told. */
  readonly environment: string;
  readonly cluster: string;
  readonly resource: Named;
  /** The Secrets, by namespace, if one stands there, and name; none where it cannot be told. */
  readonly secrets: readonly string[];
  /** Where to; a part that cannot be told is `?`. */
  readonly folders: readonly Folder[];
}

const UNKNOWN = '?';

export function pushesIn(inFolders: readonly FolderWithLogins[], projects: readonly NamedProject[]): Push[] {
  const found = inFolders.flatMap(({ folder, read, app }) => {
    const readOf = new Map(app.resources.map((resource, index) => [resource, read[index]]));
    return app.operator.flatMap((owner): Push[] => {
      const manifest = readOf.get(owner.resource);
      if (owner.kind !== 'InfisicalStaticSecretPush' || manifest === undefined) return [];
      const folders = owner.folders.map((one) => folderOfPush(one, projects));
      const [environment = UNKNOWN] = folders.map((one) => one.environment);
      return [
        {
          environment: environment === UNKNOWN ? '' : environment,
          cluster: shownPath(folder),
          resource: namedOf(manifest),
          secrets: secretsOf(owner, app),
          folders,
        },
      ];
    });
  });
  return found.sort(
    byText(({ environment, cluster, resource }) => [environment, cluster, objectName(resource)].join('\0')),
  );
}

/** What it names like a Secret, and what else of its texts is the name of one that the operator writes. */
function secretsOf(owner: OperatorResource, app: AppModel): string[] {
  const managed = consumptionsOf(app)
    .filter(({ workload }) => workload.resource === owner.resource)
    .map(({ object }) => ({ name: object.name.value ?? '', namespace: object.namespace.value }));
  const all = [...secretsNamedIn(owner), ...managed].map(({ name, namespace }) =>
    shown(namespace === undefined ? name : `${namespace}/${name}`),
  );
  return distinct(all).sort();
}

function folderOfPush(
  { projectId, projectSlug, environment, path }: Source,
  projects: readonly NamedProject[],
): Folder {
  const project = withKnownSlug({ projectId: projectId.value, projectSlug: projectSlug.value }, projects);
  return {
    project: shown(project.projectSlug ?? project.projectId),
    environment: shown(environment.value),
    path: shown(path.value),
    recursive: false,
  };
}

function shown(text: string | undefined): string {
  return text ? printable(withoutCredentialsIn(text)) : UNKNOWN;
}

/** For people: what is known of a push, and that the rest is not. */
export function pushText({ resource, secrets, folders }: Push): string {
  const what = `${secrets.length === 1 ? 'the Secret' : 'the Secrets'} ${listed(secrets)}`;
  const where = listed(folders.map(projectFolderName));
  const name = objectName(resource);
  if (secrets.length === 0 && folders.length === 0)
    return `${name} pushes Secrets into Infisical: which, and where to, cannot be told from its fields, which are not public`;
  if (secrets.length === 0)
    return `${name} pushes to ${where}: which Secrets cannot be told from its fields, which are not public`;
  if (folders.length === 0)
    return `${name} pushes ${what} into Infisical: where to cannot be told from its fields, which are not public`;
  return `${name} pushes ${what} to ${where}, as far as its fields can be read, which are not public`;
}
