import { grouped } from '../../../lib/collections/grouped';
import { byName, distinct } from '../../../lib/collections/order';
import type { NamedProject } from '../../../lib/configuration/configuration';
import type { Login } from '../../../lib/model/auth/auth-method';
import { isSubstituted } from '../../../lib/text/substitution';
import type { FolderWithLogins } from '../../access/shared-logins';
import { sourcesOf } from '../../access/source';
import { shownPath } from '../../access-report/shown-path';
import { type Identity, identityOf } from '../../roles/identity';
import type { Role } from '../../roles/role';
import { withOwnNames } from './own-names';
import { type Place, placeOf } from './places';
import { projectOfRole } from './project-of-role';

/** A machine identity as which the operator logs in, by all manifests that do so. */
export interface OperatorLogin {
  /** Its name, in Infisical and for Terraform: it does not change with its id. */
  readonly name: string;
  /** For people, by folder. */
  readonly what: readonly string[];
  readonly id?: string;
  /** The folders with the manifests, as they are shown. */
  readonly folders: readonly string[];
  /** Those of other identities that log in with what has the same name. */
  readonly alike: readonly string[];
  readonly clusters: readonly string[];
  readonly logins: readonly Login[];
  /** What it logs in with in the cluster. */
  readonly principals: readonly string[];
  /** The projects whose folders it reads. */
  readonly projects: readonly string[];
  readonly roles: readonly Role[];
}

type UnnamedLogin = Omit<OperatorLogin, 'name' | 'alike'>;

/** What tells who logs in where. */
interface Beside {
  readonly named: readonly NamedProject[];
  readonly isHere: (host?: string) => boolean;
  /** The cluster of a folder, as it is shown. */
  readonly clusterOf: (folder: string) => string;
  /** The folder that a file belongs to. */
  readonly folderOf: (file: string | undefined) => string | undefined;
}

interface Use {
  readonly identity: Identity;
  readonly folder: string;
  readonly cluster: string;
  readonly place: Place;
}

/** The logins at one Infisical, with their roles. */
export function operatorLogins(
  folders: readonly FolderWithLogins[],
  roles: readonly Role[],
  beside: Beside,
): OperatorLogin[] {
  const uses = folders.flatMap((folder) => usesIn(folder, beside)).filter(({ place }) => beside.isHere(place.host));
  const found = [...grouped(uses, identityKey).values()].flatMap((all): UnnamedLogin[] => {
    const projects = distinct(
      all.map(({ place }) => place.projectSlug ?? place.projectId ?? '').filter((name) => !isSubstituted(name)),
    );
    const logins = [...new Set(all.flatMap((use) => use.identity.login ?? []))];
    if (logins.length === 0 || projects.length === 0) return [];
    const principals = distinct(all.flatMap((use) => use.identity.principal ?? []));
    const clusters = distinct(all.map(({ cluster }) => cluster));
    const what = distinct(all.map(({ identity }) => identity.name));
    const own = roles.filter(({ identity = '' }) => what.includes(identity));
    return [
      {
        what,
        principals,
        id: all[0].identity.id,
        clusters,
        folders: distinct(all.map(({ folder }) => folder)),
        logins,
        projects,
        roles: [...grouped(own, projectOfRole).values()].map(mergedRole),
      },
    ];
  });
  return withOwnNames(found.map((login) => ({ ...login, alike: foldersAlike(login, found) })));
}

function foldersAlike(login: UnnamedLogin, all: readonly UnnamedLogin[]): string[] {
  if (login.id !== undefined) return [];
  const others = all.filter((one) => one !== login && one.id === undefined);
  const alike = others.filter(({ principals }) => principals.some((name) => login.principals.includes(name)));
  return distinct(alike.flatMap(({ folders }) => folders));
}

function usesIn({ folder, app }: FolderWithLogins, { named, clusterOf, folderOf }: Beside): Use[] {
  const shown = shownPath(folder);
  return app.operator.flatMap((owner) => {
    const sources = sourcesOf(owner, app, named);
    const identity = sources.length === 0 ? undefined : identityOf(owner, app, shown);
    if (identity === undefined) return [];
    // A login that another folder has is in its cluster.
    const home = folderOf(identity.login?.resource.file) ?? folder;
    const cluster = clusterOf(shownPath(home));
    return sources.map((source) => ({ identity, folder: shown, cluster, place: placeOf(source) }));
  });
}

/** One id is one identity, wherever it stands; else it is one for what logs in in a cluster. */
function identityKey({ identity: { id, name, principal, login }, cluster }: Use): string {
  return JSON.stringify(id === undefined ? [cluster, principal ?? name, login?.method.name] : [id]);
}

/** All that any of the roles allows, in one project. */
function mergedRole([first, ...others]: readonly Role[]): Role {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const permissions = new Map(all.flatMap((role) => role.permissions).map((one) => [JSON.stringify(one), one]));
  const notes = [...new Set(all.flatMap((role) => role.notes))];
  return { ...first, permissions: [...permissions].sort(byName).map(([, one]) => one), notes };
}
