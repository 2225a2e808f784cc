import { grouped } from '../../lib/collections/grouped';
import { distinct } from '../../lib/collections/order';
import type { NamedProject } from '../../lib/configuration/configuration';
import { fields } from '../../lib/json/json';
import type { AppModel } from '../../lib/model/app-model';
import { objectsByWriter } from '../../lib/model/consumption';
import { isBelow, projectOf } from '../../lib/model/folder';
import { type ManagedObject, managedAddress, type OperatorResource } from '../../lib/model/operator-resource';
import type { Resource } from '../../lib/model/resource';
import { withoutCredentials, withoutCredentialsIn } from '../../lib/text/credential-text';
import type { KeyUse } from '../access/key-use';
import { keyUsesIn } from '../access/key-uses';
import { hasKeyMadeOfAll, knownKeys } from '../access/managed-keys';
import { type FolderWithLogins, foldersWithLogins } from '../access/shared-logins';
import { type Source, sourcesOf } from '../access/source';
import type { ToldHosts } from '../access/unknown-host';
import { namedOf, objectName } from '../access-report/access-row';
import { folderName, folderOf } from '../access-report/folder';
import { shownPath } from '../access-report/shown-path';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import { type Identity, identityOf } from './identity';
import { hasProject, isReadWhole, pushNeed, staticPushNeeds, WITHOUT_TARGET } from './push-needs';
import type { Need } from './role';

const READ = ['describeSecret', 'readValue'];
const WITHOUT_ROLE = 'logs in with a service token or service account, which has scopes of its own instead of a role';

/** What the operator has to be allowed for each resource, and the resources that no role is for. */
export function operatorNeeds(
  manifests: readonly ReadManifest[],
  projects: readonly NamedProject[] = [],
  settings: ToldHosts = {},
): { needs: Need[]; without: string[] } {
  const found = foldersWithLogins(manifests, settings).map((folder) => needsInFolder(folder, projects));
  return { needs: found.flatMap(({ needs }) => needs), without: distinct(found.flatMap(({ without }) => without)) };
}

function needsInFolder({ folder, read, app }: FolderWithLogins, projects: readonly NamedProject[]) {
  const uses = grouped(keyUsesIn(read, projects, app.settings), ({ resource }) => resource.manifest);
  const needs: Need[] = [];
  const without: string[] = [];
  const listed: Listed[] = [];
  for (const owner of app.operator) {
    const { resource } = owner;
    const sources = sourcesOf(owner, app, projects);
    if (owner.kind === 'InfisicalStaticSecretPush' && !isReadWhole(owner, sources)) {
      without.push(`${nameOf(resource)} ${WITHOUT_TARGET}`);
    }
    if (sources.length === 0) continue;
    const identity = identityOf(owner, app, shownPath(folder));
    if (identity === undefined) {
      without.push(`${nameOf(resource)} ${WITHOUT_ROLE}`);
      continue;
    }
    const own = needsOf({ owner, app, sources, uses: uses.get(resource.manifest) ?? [], identity });
    for (const need of own) needs.push(need);
    if (!isSync(owner)) continue;
    for (const source of sources) listed.push({ of: nameOf(resource), where: whereOf(source, identity) });
  }
  const refused = listed.filter(({ where }) => !needs.some((need) => isDescribed(where, need)));
  return { needs, without: [...without, ...refused.map(refusedList)] };
}

/** A folder of which the operator asks for a list. */
interface Listed {
  readonly of: string;
  readonly where: ReturnType<typeof whereOf>;
}

/** Whether it lists folders; without anything to write, the operator stops before. */
function isSync({ kind, managed }: OperatorResource): boolean {
  return (kind === 'InfisicalSecret' || kind === 'InfisicalStaticSecret') && managed.length > 0;
}

/** Whether something of the folder may be described. */
function isDescribed(where: Listed['where'], need: Need): boolean {
  return (
    need.action.includes('describeSecret') &&
    need.identity?.name === where.identity.name &&
    projectOf(need) === projectOf(where) &&
    need.environment === where.environment &&
    (need.path === where.path || (need.recursive && isBelow(where.path, need.path)))
  );
}

function refusedList({ of, where }: Listed): string {
  return `${of} takes no key of ${printable(folderName(where))}, and asks for its list all the same: where nothing of a folder may be described, Infisical refuses that (403), and nothing of the resource is synced. Take the source out of it, or give a permission for the folder by hand`;
}

interface Access {
  readonly owner: OperatorResource;
  readonly app: AppModel;
  readonly sources: readonly Source[];
  readonly uses: readonly KeyUse[];
  readonly identity: Identity;
}

function needsOf(access: Access): Need[] {
  const { owner, sources, identity } = access;
  switch (owner.kind) {
    case 'InfisicalDynamicSecret':
      return sources.map((source) => ({ ...whereOf(source, identity), ...leaseNeed(source) }));
    case 'InfisicalPushSecret':
      return sources.map((source) => ({ ...whereOf(source, identity), ...pushNeed(nameOf(owner.resource), source) }));
    case 'InfisicalStaticSecretPush':
      return sources.filter(hasProject).flatMap((source) => {
        const needs = staticPushNeeds(owner, nameOf(owner.resource), source);
        return needs.map((need) => ({ ...whereOf(source, identity), ...need }));
      });
    default:
      return readingNeeds(access);
  }
}

function readingNeeds({ owner, app, sources, uses, identity }: Access): Need[] {
  const { resource, instantUpdates } = owner;
  const taker = uses.find(({ managed, via }) => managed.key === undefined && via !== 'template');
  const objects = objectsByWriter(app).get(resource) ?? [];
  const open = objects.filter((object) => knownKeys(object) === undefined);
  const maker = objects.find(hasKeyMadeOfAll);
  const instant = instantUpdates.value === true ? [INSTANT_UPDATES] : [];
  const needed = uses.flatMap(({ needs }) => needs);
  const all = grouped([...sources, ...needed.flatMap((need) => need.sources)], folderId);
  return [...all].flatMap(([id, [source]]): Need[] => {
    const about = { ...whereOf(source, identity), subject: 'secrets' as const, action: READ };
    if (source.secretName !== undefined)
      return [{ ...about, names: [withoutCredentialsIn(source.secretName)], notes: instant }];
    const names = distinct(
      needed.flatMap((need) => (need.sources.some((one) => folderId(one) === id) ? need.key : [])),
    );
    const where = folderName(folderOf(source));
    if (maker !== undefined) return [{ ...about, notes: [...instant, madeOfAllNote(where, maker)] }];
    if (open.length > 0 && (taker !== undefined || names.length === 0)) {
      return [{ ...about, notes: [...instant, takesAllNote(where, nameOf(resource), taker)] }];
    }
    if (names.length === 0) return [];
    const kept = open.map((object) => onlyNamedNote(where, printable(managedAddress(object))));
    return [{ ...about, names: names.map(withoutCredentialsIn), notes: [...instant, ...kept] }];
  });
}

function folderId({ host, projectId, projectSlug, environment, path, recursive, secretName }: Source): string {
  return JSON.stringify([host, projectId, projectSlug, environment, path, recursive, secretName]);
}

const INSTANT_UPDATES =
  'Instant updates need the permission to subscribe to events too, whose subject depends on the version of Infisical: give it there.';

function takesAllNote(where: string, resource: string, taker: KeyUse | undefined): string {
  const why =
    taker === undefined
      ? `no workload of these manifests names a key of ${resource}, which takes all there are`
      : `${taker.workload === undefined ? 'a template' : objectName(namedOf(taker.workload))} gets every key of it`;
  return `${where} is allowed as a whole, because ${why}: names in the condition would make the other keys vanish from its Secret without an error. Name the keys in the workload, or choose SecretProjection.SELECTED, and they come into the condition.`;
}

function madeOfAllNote(where: string, maker: ManagedObject): string {
  return `${where} is allowed as a whole, because a template of ${printable(managedAddress(maker))} makes a value of whatever is there: names in the condition would take the other keys out of that value without an error.`;
}

function onlyNamedNote(where: string, object: string): string {
  return `${object} has no projection: with this role it holds only those keys of ${where} that are named here. What reads it from outside of these manifests loses the others without an error; if there is such a reader, take the condition on secretName away.`;
}

function leaseNeed(source: Source): Pick<Need, 'subject' | 'action' | 'notes'> {
  const note = `Infisical has no condition on the name of a dynamic secret: each one in ${folderName(folderOf(source))} can be leased.`;
  return { subject: 'dynamic-secrets', action: ['lease'], notes: [note] };
}

function whereOf(
  { host, hostAssumed, projectSlug, projectId, environment, path, recursive }: Source,
  identity: Identity,
) {
  return {
    host: hostAssumed ? undefined : withoutCredentials(host),
    projectSlug: projectSlug && withoutCredentialsIn(projectSlug),
    projectId: projectId && withoutCredentialsIn(projectId),
    identity,
    environment: withoutCredentialsIn(environment),
    path: withoutCredentialsIn(path),
    recursive,
  };
}

function nameOf({ manifest }: Resource): string {
  const { name, namespace } = fields(manifest.metadata);
  return printable(`${manifest.kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`);
}
