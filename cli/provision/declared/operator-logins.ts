import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import type { NamedProject } from '../../../lib/configuration/configuration';
import type { Login } from '../../../lib/model/auth/auth-method';
import { isSubstituted } from '../../../lib/text/substitution';
import type { FolderWithLogins } from '../../access/shared-logins';
import { sourcesOf } from '../../access/source';
import { shownPath } from '../../access-report/shown-path';
import { type Identity, identityOf } from '../../roles/identity';
import type { Role } from '../../roles/role';
import { type Place, placeOf } from './places';

/** A machine identity as which the operator logs in, by all manifests that do so. */
export interface OperatorLogin {
  /** Its name, in Infisical and for Terraform: it does not change with its id. */
  readonly name: string;
  /** For people. */
  readonly what: string;
  readonly id?: string;
  /** The folders with the manifests, as they are shown. */
  readonly folders: readonly string[];
  readonly logins: readonly Login[];
  /** What it logs in with in the cluster. */
  readonly principals: readonly string[];
  /** The projects whose folders it reads. */
  readonly projects: readonly string[];
  readonly roles: readonly Role[];
}

interface Use {
  readonly identity: Identity;
  readonly folder: string;
  readonly place: Place;
}

/** The logins at one Infisical, and the roles that belong to none of them. */
export function operatorLogins(
  folders: readonly FolderWithLogins[],
  roles: readonly Role[],
  { named, isHere }: { readonly named: readonly NamedProject[]; readonly isHere: (host?: string) => boolean },
): OperatorLogin[] {
  const uses = folders.flatMap((folder) => usesIn(folder, named)).filter(({ place }) => isHere(place.host));
  const groups = grouped(uses, ({ identity }) => identity.name);
  return [...groups].flatMap(([what, all]): OperatorLogin[] => {
    const [{ identity }] = all;
    const { id, login } = identity;
    const projects = distinct(
      all.map(({ place }) => place.projectSlug ?? place.projectId ?? '').filter((name) => !isSubstituted(name)),
    );
    if (login === undefined || projects.length === 0) return [];
    const logins = [...new Set(all.flatMap((use) => use.identity.login ?? []))];
    const principals = distinct(all.flatMap((use) => use.identity.principal ?? []));
    const shown = distinct(all.map(({ folder }) => folder));
    return [
      {
        name: nameOf(principals, shown),
        what,
        principals,
        id,
        folders: shown,
        logins,
        projects,
        roles: roles.filter((role) => role.identity === what),
      },
    ];
  });
}

function usesIn({ folder, app }: FolderWithLogins, projects: readonly NamedProject[]): Use[] {
  return app.operator.flatMap((owner) => {
    const sources = sourcesOf(owner, app, projects);
    const identity = sources.length === 0 ? undefined : identityOf(owner, app, shownPath(folder));
    if (identity === undefined) return [];
    return sources.map((source) => ({ identity, folder: shownPath(folder), place: placeOf(source) }));
  });
}

/** By where it is used and what it logs in with: the id comes later, and would make another identity of it. */
function nameOf(principals: readonly string[], folders: readonly string[]): string {
  const [first, ...rest] = folders[0].split('/');
  const where = first === 'dist' && rest.length > 0 ? rest : [first, ...rest];
  return slugOf(['operator', ...(folders.length === 1 ? where : []), principals[0]].join('-'));
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
}
