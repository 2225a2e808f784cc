import { COMMENT, Expression, type TerraformValue } from '../../languages/terraform-json';
import type { Role } from '../../roles/role';
import { type Project, projectName } from '../declared/installation';
import { projectOfRole } from '../declared/project-of-role';
import { attribute, type Blocks, type Body, joinedBlocks } from './blocks';
import { labelOf } from './labels';
import { projectIdOf, projectLabel } from './projects';
import { type NamedRole, roleBlocks, roleSlug } from './roles';

export interface MachineIdentity {
  readonly name: string;
  readonly notes: readonly string[];
  /** Those that it may come into. */
  readonly projects: readonly Project[];
  readonly roles: readonly Role[];
  /** Of one that is there already. */
  readonly existingId?: string;
  readonly belongsTo: 'project' | 'organization';
}

/** What an identity may do without a role of its own. */
const NO_ACCESS = 'no-access';

/** The identity with its memberships and roles; how it logs in stands elsewhere. */
export function identityBlocks(identity: MachineIdentity): Blocks {
  const roles = identity.projects.flatMap((project) => rolesIn(identity, project).map(roleBlocks));
  const own = isOfProject(identity) ? ofProject(identity, identity.projects[0]) : ofOrganization(identity);
  const value = identityIdOf(identity);
  const output = {
    [`${labelOf(identity.name)}_identity_id`]: { description: `Id of the machine identity ${identity.name}`, value },
  };
  return joinedBlocks([...roles, own, { output }]);
}

export function identityIdOf(identity: MachineIdentity): Expression {
  const type = isOfProject(identity) ? 'infisical_project_scoped_identity' : 'infisical_identity';
  return attribute(type, labelOf(identity.name), 'id');
}

/** One of a project cannot come into another one. */
function isOfProject({ belongsTo, projects }: MachineIdentity): boolean {
  return belongsTo === 'project' && projects.length === 1;
}

function rolesIn({ name, roles }: MachineIdentity, project: Project): NamedRole[] {
  const here = roles.filter((role) => projectOfRole(role) === projectName(project));
  return here.map((role) => ({ name, role, project }));
}

function roleList(identity: MachineIdentity, project: Project): TerraformValue {
  const slugs = rolesIn(identity, project).map(roleSlug);
  return (slugs.length === 0 ? [NO_ACCESS] : slugs).map((role_slug) => ({ role_slug }));
}

function ofProject(identity: MachineIdentity, project: Project): Blocks {
  const { name, notes, existingId } = identity;
  const label = labelOf(name);
  const project_id = projectIdOf(project);
  const body = { [COMMENT]: notes, project_id, name, roles: roleList(identity, project) };
  return {
    resource: { infisical_project_scoped_identity: { [label]: body } },
    import:
      existingId === undefined
        ? []
        : [{ to: `infisical_project_scoped_identity.${label}`, id: pairOf(project_id, existingId) }],
  };
}

function pairOf(project: TerraformValue, id: string): TerraformValue {
  return project instanceof Expression
    ? new Expression(`format("%s,%s", ${project.text}, "${id}")`)
    : `${project},${id}`;
}

function ofOrganization(identity: MachineIdentity): Blocks {
  const { name, notes, projects, existingId } = identity;
  const label = labelOf(name);
  const org_id = attribute('data.infisical_identity_details.own', 'organization', 'id');
  const members = projects.map((project): [string, Body] => [
    `${projectLabel(project)}_${label}`,
    {
      project_id: projectIdOf(project),
      identity_id: identityIdOf(identity),
      roles: roleList(identity, project),
      ...(existingId !== undefined && { adopt_existing: true }),
    },
  ]);
  return {
    data: { infisical_identity_details: { own: {} } },
    resource: {
      infisical_identity: { [label]: { [COMMENT]: notes, org_id, name, role: NO_ACCESS } },
      infisical_project_identity: Object.fromEntries(members),
    },
    import: existingId === undefined ? [] : [{ to: `infisical_identity.${label}`, id: existingId }],
  };
}
