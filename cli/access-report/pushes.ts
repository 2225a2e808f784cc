import { distinctNaturally, sortedNaturally } from '../../lib/collections/natural-order';
import type { NamedProject } from '../../lib/configuration/configuration';
import type { AppModel } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import { environmentKey } from '../../lib/model/environment-order';
import type { OperatorKind } from '../../lib/model/kinds';
import type { OperatorResource, Source } from '../../lib/model/operator-resource';
import { secretsNamedIn } from '../../lib/model/static-secret-push';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { shownKey } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import { isSubstituted } from '../../lib/text/substitution';
import { withKnownSlug } from '../access/named-projects';
import type { FolderWithLogins } from '../access/shared-logins';
import { printable } from '../terminal/printable';
import { type Named, namedOf, objectName } from './access-row';
import type { Folder } from './folder';
import type { FolderNames } from './folder-names';
import { shownPath } from './shown-path';

/**
 * What a push takes out of the cluster, or makes up, and brings into Infisical. Whoever may read the folder can read it there.
 * Of an InfisicalStaticSecretPush, whose fields upstream has not published, as far as they can be read.
 */
export interface Push extends Pushed {
  /** The slug of the environment in Infisical; empty where it cannot be told. */
  readonly environment: string;
  readonly cluster: string;
  readonly resource: Named;
  /** Where to; a part that cannot be told is `?`. */
  readonly folders: readonly Folder[];
}

/** What a push brings. */
export interface Pushed {
  /** The Secrets, by namespace, if one stands there, and name; none where it cannot be told. */
  readonly secrets: readonly string[];
  /** The keys that a template makes of the Secret; absent where every key of it is pushed. */
  readonly templated?: readonly string[];
  /** The keys whose values generators make up. */
  readonly generated: readonly string[];
}

const UNKNOWN = '?';
const PUSHES: ReadonlySet<OperatorKind> = new Set(['InfisicalPushSecret', 'InfisicalStaticSecretPush']);

export function pushesIn(inFolders: readonly FolderWithLogins[], projects: readonly NamedProject[]): Push[] {
  const found = inFolders.flatMap(({ folder, read, app }) => {
    const readOf = new Map(app.resources.map((resource, index) => [resource, read[index]]));
    return app.operator.flatMap((owner): Push[] => {
      const manifest = readOf.get(owner.resource);
      if (!PUSHES.has(owner.kind) || manifest === undefined) return [];
      const folders = owner.folders.map((one) => folderOfPush(one, projects));
      const [environment = UNKNOWN] = folders.map((one) => one.environment);
      return [
        {
          environment: environment === UNKNOWN ? '' : environment,
          cluster: shownPath(folder),
          resource: namedOf(manifest),
          ...(owner.kind === 'InfisicalPushSecret'
            ? pushedBy(owner)
            : { secrets: secretsOf(owner, app), generated: [] }),
          folders,
        },
      ];
    });
  });
  return sortedNaturally(found, ({ environment, cluster, resource }) =>
    [environmentKey(environment), cluster, objectName(resource)].join('\0'),
  );
}

/** Whether what is not told of it is not there. */
export function isTold({ kind }: Named): boolean {
  return kind === 'InfisicalPushSecret';
}

/** What an InfisicalPushSecret takes, and makes up. */
function pushedBy({ spec }: OperatorResource): Pushed {
  const secret = spec.at('push', 'secret');
  const [name, namespace] = [secret.text('secretName').value, secret.text('secretNamespace').value];
  const template = secret.at('template');
  const isPart = template.isGiven && template.flag('includeAllSecrets').value !== true;
  const templated = template.at('data').entries();
  const generators = spec.at('push', 'generators').items();
  return {
    secrets: secret.isGiven ? [shown(namespace ? `${namespace}/${name ?? UNKNOWN}` : name)] : [],
    ...(isPart && { templated: keysOf(templated.map(([key]) => key)) }),
    generated: keysOf(generators.map((one) => one.text('destinationSecretName').value ?? UNKNOWN)),
  };
}

function keysOf(keys: readonly string[]): string[] {
  return distinctNaturally(keys.map((key) => (key === UNKNOWN ? key : printable(shownKey(key)))));
}

/** What it names like a Secret, and what else of its texts is the name of one that the operator writes. */
function secretsOf(owner: OperatorResource, app: AppModel): string[] {
  const managed = consumptionsOf(app)
    .filter(({ workload }) => workload.resource === owner.resource)
    .map(({ object }) => ({ name: object.name.value ?? '', namespace: object.namespace.value }));
  const all = [...secretsNamedIn(owner), ...managed].map(({ name, namespace }) =>
    shown(namespace === undefined ? name : `${namespace}/${name}`),
  );
  return distinctNaturally(all);
}

function folderOfPush(
  { projectId, projectSlug, environment, path }: Source,
  projects: readonly NamedProject[],
): Folder {
  const project = withKnownSlug({ projectId: projectId.value, projectSlug: projectSlug.value }, projects);
  return {
    project: shownIfKnown(project.projectSlug ?? project.projectId),
    environment: shownIfKnown(environment.value),
    path: shownIfKnown(path.value),
    recursive: false,
  };
}

function shownIfKnown(name: string | undefined): string {
  return shown(name === undefined || isSubstituted(name) ? undefined : name);
}

function shown(text: string | undefined): string {
  return text ? printable(withoutCredentialsIn(text)) : UNKNOWN;
}

/** For people: what is known of a push, and that the rest is not. */
export function pushText(push: Push, names: FolderNames): string {
  const { resource, secrets, folders } = push;
  const what = pushedText(push);
  const where = listed(folders.map((folder) => names.of(folder)));
  const name = objectName(resource);
  if (isTold(resource)) return `${name} pushes ${what} to ${where}`;
  if (secrets.length === 0 && folders.length === 0)
    return `${name} pushes Secrets into Infisical: which, and where to, cannot be told from its fields, which are not public`;
  if (secrets.length === 0)
    return `${name} pushes to ${where}: which Secrets cannot be told from its fields, which are not public`;
  if (folders.length === 0)
    return `${name} pushes ${what} into Infisical: where to cannot be told from its fields, which are not public`;
  return `${name} pushes ${what} to ${where}, as far as its fields can be read, which are not public`;
}

function pushedText(pushed: Pushed): string {
  return pushedPieces(pushed)
    .map((piece) => (typeof piece === 'string' ? piece : piece.name))
    .join('');
}

/** In words and names: `the Secret shop/db`, `A and B of the Secret shop/db, and a generated PASSWORD`. */
export function pushedPieces({ secrets, templated, generated }: Pushed): (string | { readonly name: string })[] {
  const some = templated?.length === 0 ? ['no key'] : listedNames(templated ?? []);
  const whole = [secrets.length === 1 ? 'the Secret ' : 'the Secrets ', ...listedNames(secrets)];
  const ofSecrets = templated === undefined ? whole : [...some, ' of ', ...whole];
  const made = ['a generated ', ...listedNames(generated)];
  if (generated.length === 0) return secrets.length === 0 ? ['nothing'] : ofSecrets;
  return secrets.length === 0 ? made : [...ofSecrets, ', and ', ...made];
}

function listedNames(names: readonly string[]): (string | { readonly name: string })[] {
  return names.flatMap((name, i) => {
    if (i === 0) return [{ name }];
    return [i === names.length - 1 ? ' and ' : ', ', { name }];
  });
}
