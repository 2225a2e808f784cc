import type { ProvisionSettings } from '../../../lib/configuration/configuration';
import { isUuid } from '../../../lib/text/uuid';
import { COMMENT, terraformJson } from '../../languages/terraform-json';
import type { Role } from '../../roles/role';
import { CHECK, type Installation, type Project, projectName } from '../declared/installation';
import { projectOfRole } from '../declared/project-of-role';
import { type Blocks, joinedBlocks, type OfTypes } from './blocks';
import { checkIdentityBlocks } from './check-identity';
import { type Committed, NOTHING_COMMITTED } from './committed';
import { forgotten } from './forgotten';
import { operatorIdentityBlocks } from './operator-identities';
import { projectBlocks } from './projects';
import { roleBlocks } from './roles';

/** The first line of each file that is ours. */
export const MADE = 'Made by cdk8s-infisical provision from your manifests: change these instead.';

/** The oldest release of the provider with all that is written here. */
const PROVIDER = { source: 'infisical/infisical', version: '>= 0.19.4' };
/** From that on, ids of imports may be worked out (1.6), and what is gone from the file be forgotten. */
const TERRAFORM = '>= 1.7.0';

export interface DocumentSettings extends Pick<ProvisionSettings, 'ci' | 'identities' | 'scope'> {
  /** Whether identities whose ids the manifests name are there already. */
  readonly isAllExisting: boolean;
}

/**
 * What has to be in one Infisical, for Terraform.
 *
 * @param committed what the file that is replaced has
 */
export function documentOf(
  installation: Installation,
  settings: DocumentSettings,
  committed: Committed = NOTHING_COMMITTED,
): string {
  const { host, projects, logins, otherRoles, checkRoles, byHand } = installation;
  const identity = (name: string, names: readonly string[], id?: string) => ({
    projects: names.flatMap((one) => projects.find((project) => projectName(project) === one) ?? []),
    existingId: existingIdOf(name, id, settings),
    belongsTo: settings.scope ?? ('project' as const),
  });
  const blocks = joinedBlocks([
    ...projects.map(projectBlocks),
    ...otherRoles.flatMap((role) => otherRoleBlocks(role, projects)),
    ...logins.map((login) => operatorIdentityBlocks(login, identity(login.name, login.projects, login.id))),
    checkIdentityBlocks(checkRoles, settings.ci, identity(CHECK, checkRoles.map(projectOfRole))),
  ]);
  const removed = forgotten(committed, addressesOf(blocks.resource));
  return terraformJson({
    [COMMENT]: [MADE, NO_VALUES, ...byHand.map((line) => `By hand: ${line}`)],
    terraform: { required_version: TERRAFORM, required_providers: { infisical: PROVIDER } },
    provider: { infisical: { host } },
    ...nonEmptyBlocks(blocks),
    removed: removed.length === 0 ? undefined : removed,
  });
}

function addressesOf(resource: OfTypes = {}): string[] {
  return Object.entries(resource).flatMap(([type, labels]) => Object.keys(labels).map((label) => `${type}.${label}`));
}

/** No manifest here says how it logs in. */
function otherRoleBlocks(role: Role, projects: readonly Project[]): Blocks[] {
  const project = projects.find((one) => projectName(one) === projectOfRole(role));
  if (project === undefined) return [];
  const note = `For ${role.identity}, which is in other manifests: give it this role by hand.`;
  return [roleBlocks({ name: role.slug, role: { ...role, notes: [note, ...role.notes] }, project })];
}

const NO_VALUES =
  'No secret value is here, or in the state that it makes. How to log in, and where the state is, stands in files beside this one.';

function existingIdOf(name: string, id: string | undefined, settings: DocumentSettings): string | undefined {
  const told = settings.identities?.find((one) => one.name === name)?.id;
  return told ?? (settings.isAllExisting && id !== undefined && isUuid(id) ? id : undefined);
}

/** In an order that does not change. */
const TYPES = [
  'infisical_project',
  'infisical_project_environment',
  'infisical_secret_folder',
  'infisical_project_role',
  'infisical_identity',
  'infisical_project_scoped_identity',
  'infisical_project_identity',
  'infisical_identity_kubernetes_auth',
  'infisical_identity_oidc_auth',
  'infisical_identity_universal_auth',
];

function nonEmptyBlocks({ variable = {}, data = {}, resource = {}, output = {}, import: imports = [] }: Blocks) {
  const isEmpty = (block: object) => Object.keys(block).length === 0;
  return {
    variable: isEmpty(variable) ? undefined : variable,
    data: isEmpty(data) ? undefined : data,
    resource: isEmpty(resource) ? undefined : inOrder(resource),
    output: isEmpty(output) ? undefined : output,
    import: imports.length === 0 ? undefined : imports,
  };
}

function inOrder(resource: OfTypes): OfTypes {
  const types = TYPES.filter((type) => Object.hasOwn(resource, type));
  return Object.fromEntries(types.map((type) => [type, resource[type]]));
}
