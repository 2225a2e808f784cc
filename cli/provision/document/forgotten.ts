import { distinct } from '../../../lib/collections/order';
import type { Installation, Project } from '../declared/installation';
import type { Removed } from './blocks';
import type { Committed } from './committed';
import { projectLabel } from './projects';

/** What has secrets in it. */
const KEPT = /^infisical_(project|project_environment|secret_folder)\./;

/**
 * What has secrets in it, and is gone: without these blocks it would be destroyed with them, as `prevent_destroy` goes
 * with the block that it stands in.
 */
export function forgotten(committed: Committed, resources: readonly string[]): Removed[] {
  const before = [...committed.resources.filter((address) => KEPT.test(address)), ...committed.removed];
  const gone = distinct(before.filter((address) => !resources.includes(address)));
  return gone.map((from) => ({ from, lifecycle: { destroy: false } }));
}

/** A project that Terraform has made stays what it has made: as one that is only read it would be destroyed. */
export function withMadeProjects(installation: Installation, { resources }: Committed): Installation {
  const isMade = (project: Project) =>
    project.isExisting && resources.includes(`infisical_project.${projectLabel(project)}`);
  return {
    ...installation,
    projects: installation.projects.map((project) => {
      if (!isMade(project)) return project;
      const environments = project.environments.map((one, index) => ({ ...one, position: index + 1 }));
      return { ...project, isExisting: false, environments };
    }),
  };
}
