import type { Role } from '../../roles/role';

/** The name of the project of a role. */
export function projectOfRole({ projectSlug, projectId }: Pick<Role, 'projectSlug' | 'projectId'>): string {
  return projectSlug ?? projectId ?? '';
}
