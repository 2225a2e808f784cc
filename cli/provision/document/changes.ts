import { isUuid } from '../../../lib/text/uuid';
import { printable } from '../../terminal/printable';
import { type Installation, projectName } from '../declared/installation';
import { withOwnNames } from '../declared/own-names';
import type { Committed } from './committed';
import { labelOf } from './labels';
import { projectLabel } from './projects';

/** What a new file would take away, or make a second time, because something is no longer said. */
export function lossProblems(installation: Installation, before: Committed, after: Committed): string[] {
  return [
    ...renamedProjects(installation, before),
    ...unreadProjects(installation, before, after),
    ...joinedIdentities(installation, before),
    ...lostCi(before, after),
  ];
}

/** What happens to what is gone. */
export function goneNotes(before: Committed, after: Committed): string[] {
  const forgotten = after.removed.filter((address) => before.resources.includes(address));
  const identities = before.resources.filter((address) => IDENTITY.test(address) && !after.resources.includes(address));
  return [
    ...forgotten.map(
      (address) =>
        `${address} is gone: Terraform forgets it, and Infisical keeps it with its secrets. Has it another name now, list that below existing`,
    ),
    ...identities.map((address) => `${address} is gone: the next apply deletes this machine identity`),
  ];
}

const IDENTITY = /^infisical_(identity|project_scoped_identity)\./;

/** What was said to be there, and stays what Terraform has made. */
export function keptNotes(before: Installation, after: Installation, path: string): string[] {
  const kept = after.projects.filter(({ isExisting }, index) => isExisting !== before.projects[index].isExisting);
  return kept.map(
    (project) =>
      `infisical_project.${projectLabel(project)} stays a resource, as it is one in ${path}, or it would be destroyed. If it was never applied, delete that file and run provision again`,
  );
}

/** A project whose slug is gone where one comes that has an id alone is most likely the same. */
function renamedProjects({ projects }: Installation, { resources, data }: Committed): string[] {
  const names = projects.map(projectLabel);
  const gone = [...resources, ...data].flatMap((address) => {
    const [, label] = /^infisical_projects?\.(.*)$/.exec(address) ?? [];
    return label === undefined || names.includes(label) ? [] : [label];
  });
  const isKnown = (label: string) => resources.some((address) => address.includes(`.${label}_`));
  const come = projects.filter((project) => project.slug === undefined && !isKnown(projectLabel(project)));
  if (gone.length === 0) return [];
  return come.map(
    ({ id = '' }) =>
      `the project ${printable(id)} is new, and ${gone.join(', ')} gone: if that is the same, keep projectSlug beside projectId, or write slug and id below "projects:" in cdk8s-infisical.yaml; else write its own slug there`,
  );
}

/** With `existing` gone, a project that is there would be made. */
function unreadProjects({ projects }: Installation, before: Committed, after: Committed): string[] {
  return projects.flatMap((project) => {
    const label = projectLabel(project);
    const [read, made] = [`infisical_projects.${label}`, `infisical_project.${label}`];
    if (!before.data.includes(read) || !after.resources.includes(made)) return [];
    const name = projectName(project);
    return [
      `the project ${printable(name)} was there already, and would be made a second time: write existing: [${printable(name)}] below "provision:" in cdk8s-infisical.yaml, or --existing; if it is to be made, take data.${read} out of the file first`,
    ];
  });
}

/** Ids that come must not make another identity of those that have been made without. */
function joinedIdentities({ logins }: Installation, { resources }: Committed): string[] {
  const has = (name: string) => {
    const label = labelOf(name);
    return [`infisical_project_scoped_identity.${label}`, `infisical_identity.${label}`].some((one) =>
      resources.includes(one),
    );
  };
  return logins.flatMap((login) => {
    const { id, clusters, folders } = login;
    if (id === undefined || !isUuid(id) || clusters.length < 2 || has(login.name)) return [];
    const own = withOwnNames(clusters.map((cluster) => ({ ...login, clusters: [cluster] }))).map(({ name }) => name);
    const made = own.filter(has);
    if (made.length === 0) return [];
    const outputs = made.map((name) => `${labelOf(name)}_identity_id`).join(' and ');
    return [
      `the id ${printable(id)} stands in ${folders.map(printable).join(' and ')}, each of which has a machine identity of its own, that would be deleted: write the id of each there (the outputs ${outputs}); if they are in one cluster, list them below provision.clusters in cdk8s-infisical.yaml`,
    ];
  });
}

/** Without `ci`, the job would need a client secret. */
function lostCi({ ci }: Committed, after: Committed): string[] {
  if (ci === undefined || after.ci !== undefined) return [];
  const { provider, repository } = ci;
  if (!after.resources.includes('infisical_identity_universal_auth.check')) return [];
  return [
    `the jobs of ${printable(repository)} log in without a secret, which nothing says any more: write ci: { provider: ${provider}, repository: ${printable(repository)} } below "provision:" in cdk8s-infisical.yaml, or --${provider} ${printable(repository)}; if they are to have a client secret, take infisical_identity_oidc_auth.check out of the file first`,
  ];
}
