import { byName } from '../../../lib/collections/order';
import { escapeCodeUnits } from '../../../lib/text/code-units';
import type { Expression } from '../../languages/terraform-json';
import { COMMENT } from '../../languages/terraform-json';
import type { Role } from '../../roles/role';
import type { Project } from '../declared/installation';
import { projectName } from '../declared/installation';
import { attribute, type Blocks } from './blocks';
import { labelOf } from './labels';
import { projectIdOf } from './projects';

/** A role that somebody gets under a name of its own, which does not change with ids. */
export interface NamedRole {
  readonly name: string;
  readonly role: Role;
  readonly project: Project;
}

export function roleBlocks({ name, role, project }: NamedRole): Blocks {
  const { description, permissions, notes } = role;
  const body = {
    [COMMENT]: notes,
    project_id: projectIdOf(project),
    slug: name,
    name,
    description,
    permissions_v2: permissions.map(({ subject, action, inverted, conditions }) => {
      return { subject, action, inverted, conditions: asTheProviderReads(conditions) };
    }),
  };
  return { resource: { infisical_project_role: { [roleLabel(project, name)]: body } } };
}

export function roleSlug({ project, name }: Pick<NamedRole, 'project' | 'name'>): Expression {
  return attribute('infisical_project_role', roleLabel(project, name), 'slug');
}

function roleLabel(project: Project, name: string): string {
  return labelOf(projectName(project), name);
}

/** As the provider reads it back, so that a second plan has nothing to change: JSON of Go, whose names are sorted. */
function asTheProviderReads(conditions: Role['permissions'][number]['conditions']): string {
  const sorted = Object.fromEntries(Object.entries(conditions).sort(byName));
  return JSON.stringify(sorted).replaceAll(/[<>&\u2028\u2029]/g, escapeCodeUnits);
}
