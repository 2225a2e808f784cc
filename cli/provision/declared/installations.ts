import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import type { Configuration } from '../../../lib/configuration/configuration';
import { KUBERNETES } from '../../../lib/model/auth/kubernetes';
import { isBaseUrl } from '../../../lib/model/host';
import { didYouMean } from '../../../lib/text/did-you-mean';
import { fewOf } from '../../../lib/text/few-of';
import { isSubstituted } from '../../../lib/text/substitution';
import type { ReadCompose } from '../../access/compose-uses';
import type { Access } from '../../access/key-uses';
import { foldersWithLogins } from '../../access/shared-logins';
import { toldIn } from '../../access/unknown-host';
import { shownPath } from '../../access-report/shown-path';
import { hostFromHere, hostPolicy } from '../../infisical-api/hosts';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { ReferredKey } from '../../roles/referred-keys';
import type { Permission, Role } from '../../roles/role';
import { rolesFor } from '../../roles/roles';
import { printable } from '../../terminal/printable';
import { clusterOf, clusterProblems } from './clusters';
import { Existing } from './existing';
import { CHECK, type Installation } from './installation';
import { kubernetesLogin } from './kubernetes-login';
import { type OperatorLogin, operatorLogins } from './operator-logins';
import { placesOf } from './places';
import { projectsOf } from './projects';

export interface Declared {
  readonly manifests: readonly ReadManifest[];
  readonly access: Access;
  readonly compose: ReadCompose;
  readonly configuration: Configuration;
  readonly existing: readonly string[];
  /** What `--also` names. */
  readonly referred?: readonly ReferredKey[];
}

/**
 * What has to be in each Infisical for the manifests, sorted by host; with what was said to exist, and nothing names.
 */
export function installationsOf(declared: Declared): { installations: Installation[]; problems: string[] } {
  const { manifests, access, compose, configuration, existing: texts, referred } = declared;
  const { projects, hosts, provision = {} } = configuration;
  const settings = toldIn(configuration);
  const folders = foldersWithLogins(manifests, settings, access.models);
  const places = placesOf({ folders, uses: access.uses, compose, projects });
  const beside = { compose, projects, settings };
  const operator = rolesFor('operator', manifests, { ...beside, referred });
  const check = rolesFor('check', manifests, beside);
  const folderByFile = new Map(manifests.map(({ file, folder }) => [file, folder]));
  const login = {
    named: projects,
    clusterOf: (folder: string) => clusterOf(folder, provision.clusters),
    folderOf: (file: string | undefined) => folderByFile.get(file ?? ''),
  };
  const hostOf = hostReader(hosts);
  const existing = new Existing(texts);
  const order = { existing, environments: provision.environments ?? [] };
  const groups = [...grouped(places, ({ host }) => hostOf(host) ?? '')].sort();
  const installations = groups.map(([host, all]): Installation => {
    const isHere = (one: string | undefined) => (hostOf(one) ?? '') === host;
    const rolesHere = (roles: readonly Role[]) => roles.filter((role) => isHere(role.host)).flatMap(withoutVariables);
    const { projects: found, byHand } = projectsOf(all, order);
    const unnamed =
      host === ''
        ? [
            'Nobody tells which Infisical this is: set INFISICAL_HOST, or write it into cdk8s-infisical.yaml below "hosts:".',
          ]
        : [];
    const roles = rolesHere(operator.roles);
    const logins = operatorLogins(folders, roles, { ...login, isHere });
    return {
      ...(host !== '' && { host }),
      projects: found,
      logins,
      otherRoles: roles.filter(({ identity }) => !logins.some(({ what }) => what.includes(identity ?? ''))),
      checkRoles: rolesHere(check.roles),
      byHand: [
        ...unnamed,
        ...byHand,
        ...distinct(operator.without).map((line) => `No role: ${line}`),
        ...logins.flatMap(widerNotes),
        ...deliveryNotes(access, isHere),
      ],
    };
  });
  const problems = [
    ...existing.problems(),
    ...identityProblems(installations, provision.identities ?? []),
    ...clusterProblems(foldersOf(manifests), provision.clusters),
    ...environmentProblems(installations, provision.environments ?? []),
  ];
  return { installations, problems };
}

/** One name for one Infisical, also where manifests know it by an address inside of the cluster. */
function hostReader(hosts: Configuration['hosts']): (host: string | undefined) => string | undefined {
  const policy = hostPolicy([], [], {}, { hosts: hosts.map(({ url, aliases }) => ({ url, aliases })) });
  return (host) => {
    const named = host ?? policy.assumed;
    const here = named === undefined ? undefined : hostFromHere(named, policy);
    return here !== undefined && isBaseUrl(here) ? here : undefined;
  };
}

/** Infisical would take the variable for a name. */
function withoutVariables(role: Role): Role[] {
  if (isSubstituted(role.projectSlug ?? role.projectId ?? '')) return [];
  const permissions = role.permissions.filter(({ conditions }) => !textsOf(conditions).some(isSubstituted));
  return permissions.length === 0 ? [] : [{ ...role, permissions }];
}

function textsOf({ environment, secretPath, secretName }: Permission['conditions']): string[] {
  return [environment, secretPath, secretName ?? {}].flatMap((one) =>
    Object.values<string | readonly string[]>(one).flat(),
  );
}

/** Of what is configured, what nothing here is called. */
function identityProblems(installations: readonly Installation[], identities: readonly { name: string }[]): string[] {
  const known = distinct(
    installations.flatMap(({ logins, checkRoles }) => [
      ...logins.map(({ name }) => name),
      ...(checkRoles.length > 0 ? [CHECK] : []),
    ]),
  );
  return identities
    .filter(({ name }) => !known.includes(name))
    .map(({ name }) => {
      const remedy = `they are called ${fewOf(known)}`;
      return `identities: no machine identity is called ${JSON.stringify(name)}: ${didYouMean(name, known, remedy)}`;
    });
}

function environmentProblems(installations: readonly Installation[], environments: readonly string[]): string[] {
  const all = installations.flatMap(({ projects }) => projects.flatMap((project) => project.environments));
  const known = distinct(all.map(({ slug }) => slug));
  return environments
    .filter((slug) => !known.includes(slug))
    .map((slug) => {
      const remedy = known.length === 0 ? 'they name none' : `they name ${fewOf(known)}`;
      return `environments: the manifests name no environment ${JSON.stringify(slug)}: ${didYouMean(slug, known, remedy)}`;
    });
}

/** The folders in which something is of Infisical, as they are shown. */
function foldersOf(manifests: readonly ReadManifest[]): string[] {
  const own = manifests.filter(({ manifest }) => manifest.apiVersion.startsWith('secrets.infisical.com/'));
  return distinct(own.map(({ folder }) => shownPath(folder)));
}

function widerNotes({ name, logins }: OperatorLogin): string[] {
  if (!logins.some(({ method }) => method === KUBERNETES)) return [];
  const told = kubernetesLogin(logins);
  return typeof told === 'string' || told.wider === undefined ? [] : [`The machine identity ${name}: ${told.wider}`];
}

/** What other operators read has a login of its own, of which no role is known. */
function deliveryNotes({ uses }: Access, isHere: (host: string | undefined) => boolean): string[] {
  const others = uses.filter(({ via, sources }) => {
    return via === 'delivery' && sources.some(({ host, hostAssumed }) => isHere(hostAssumed ? undefined : host));
  });
  const names = others.map(({ resource: { manifest } }) => {
    const { name = '', namespace } = manifest.metadata;
    return printable(`${manifest.kind} ${namespace === undefined ? '' : `${String(namespace)}/`}${String(name)}`);
  });
  return distinct(names).map(
    (name) =>
      `${name} is not read by the Infisical operator: make the identity that it logs in as, with a role for its folders.`,
  );
}
