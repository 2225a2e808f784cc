import type { ProjectEnvironment } from '../../gitops';
import type { ProjectNames } from '../stack/local-value';

/** The projects that a laptop reads. */
export interface KnownProjects {
  /** That of the stack. */
  readonly own: ProjectNames;
  /** A project by all its names that are known. */
  readonly of: (project: ProjectNames) => ProjectNames;
}

/**
 * What a project is called by is known where somebody says both, such as its `InfisicalProject`. The only one that is
 * read is that of the stack.
 *
 * @param told id of the project of the stack, if somebody gives it
 * @param read the projects of the places that are read
 */
export function knownProjects(
  told: string | undefined,
  read: readonly ProjectNames[],
  environment: ProjectEnvironment | undefined,
): KnownProjects {
  if (environment !== undefined) {
    const names = namesOfProject(environment);
    const isOwn = ({ id, slug }: ProjectNames) => [id, slug].some((name) => name !== undefined && names.includes(name));
    return projectsBeside(ownProject(told, environment), isOwn, read);
  }
  const all = [
    ...new Map(read.map((one) => withAllNames(one, read)).map((one) => [JSON.stringify(one), one])).values(),
  ];
  if (all.length <= 1) return projectsBeside({ id: told ?? all[0]?.id, slug: all[0]?.slug }, () => true, read);
  const own = told === undefined ? all[0] : projectOfId(told, all);
  return projectsBeside(own, (one) => isSame(one, own), read);
}

/** What sources may call the project of an environment. */
function namesOfProject({ project }: ProjectEnvironment): string[] {
  const { projectId, projectSlug, catalogue } = project;
  return [projectSlug, catalogue?.projectSlug, projectId].filter((name) => name !== undefined);
}

function ownProject(told: string | undefined, { project }: ProjectEnvironment): ProjectNames {
  const { projectId, projectSlug, catalogue } = project;
  // The slug is not that of another id.
  const isOther = told !== undefined && projectId !== undefined && told !== projectId;
  return { id: told ?? projectId, slug: isOther ? undefined : (projectSlug ?? catalogue?.projectSlug) };
}

/** Of several projects, the id that the stack is given is that of the one that has none. */
function projectOfId(id: string, all: readonly ProjectNames[]): ProjectNames {
  const [slug, ...others] = all.flatMap((one) => (one.id === undefined ? (one.slug ?? []) : []));
  return all.find((one) => one.id === id) ?? { id, slug: others.length === 0 ? slug : undefined };
}

function projectsBeside(
  own: ProjectNames,
  isOwn: (project: ProjectNames) => boolean,
  read: readonly ProjectNames[],
): KnownProjects {
  const of = (project: ProjectNames) => {
    const isUnnamed = project.id === undefined && project.slug === undefined;
    return isUnnamed || isOwn(project) ? own : withAllNames(project, read);
  };
  return { own, of };
}

function withAllNames(project: ProjectNames, read: readonly ProjectNames[]): ProjectNames {
  const same = read.filter((one) => isSame(one, project));
  return {
    id: project.id ?? same.find(({ id }) => id !== undefined)?.id,
    slug: project.slug ?? same.find(({ slug }) => slug !== undefined)?.slug,
  };
}

function isSame(one: ProjectNames, other: ProjectNames): boolean {
  return one.id === undefined || other.id === undefined
    ? one.slug !== undefined && one.slug === other.slug
    : one.id === other.id;
}
