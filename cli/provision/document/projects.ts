import { dirname } from 'node:path/posix';
import { ROOT } from '../../../lib/model/folder';
import { Expression, plainTextIn, type TerraformValue } from '../../languages/terraform-json';
import { type Environment, type Folder, type Project, projectName } from '../declared/installation';
import { attribute, type Blocks, joinedBlocks, KEPT } from './blocks';
import { labelOf } from './labels';

/** A project with all that is in it. */
export function projectBlocks(project: Project): Blocks {
  return joinedBlocks([ownBlocks(project), ...project.environments.map((one) => environmentBlocks(project, one))]);
}

export function projectIdOf(project: Project): TerraformValue {
  const label = projectLabel(project);
  if (project.slug === undefined) return project.id ?? '';
  return project.isExisting
    ? attribute('data.infisical_projects', label, 'id')
    : attribute('infisical_project', label, 'id');
}

export function projectLabel(project: Project): string {
  return labelOf(projectName(project));
}

function ownBlocks(project: Project): Blocks {
  const { slug } = project;
  const label = projectLabel(project);
  const output = {
    [`${label}_project_id`]: {
      description: `Id of the project ${projectName(project)}`,
      value: projectIdOf(project),
    },
  };
  if (slug === undefined) return {};
  if (project.isExisting) return { data: { infisical_projects: { [label]: { slug } } }, output };
  const body = { name: slug, slug, type: 'secret-manager', should_create_default_envs: false, ...KEPT };
  return { resource: { infisical_project: { [label]: body } }, output };
}

/** How Infisical calls the environments that it makes itself. */
const NAMES: { readonly [slug: string]: string | undefined } = {
  dev: 'Development',
  staging: 'Staging',
  prod: 'Production',
};

/** Whatever name people give it, it keeps. */
const NAMED_BY_PEOPLE = { lifecycle: { ...KEPT.lifecycle, ignore_changes: ['name'] } } as const;

function environmentBlocks(project: Project, environment: Environment): Blocks {
  const folders = environment.folders.map((folder) => folderBlocks(project, environment, folder));
  if (!environment.isManaged) return joinedBlocks(folders);
  const { slug, position, isExisting } = environment;
  const label = environmentLabel(project, environment);
  const project_id = projectIdOf(project);
  const name = Object.hasOwn(NAMES, slug) ? NAMES[slug] : slug;
  const own: Blocks = {
    resource: { infisical_project_environment: { [label]: { project_id, slug, name, position, ...NAMED_BY_PEOPLE } } },
  };
  const found: Blocks = {
    data: { infisical_project_environment: { [label]: { project_id, slug } } },
    import: [
      {
        to: `infisical_project_environment.${label}`,
        id: attribute('data.infisical_project_environment', label, 'id'),
      },
    ],
  };
  return joinedBlocks([own, ...(isExisting ? [found] : []), ...folders]);
}

function environmentLabel(project: Project, { slug }: Environment): string {
  return labelOf(projectName(project), slug);
}

function folderLabel(project: Project, { slug }: Environment, path: string): string {
  return labelOf(projectName(project), slug, ...path.split('/').filter(Boolean));
}

/** Paths are written out: what is worked out from another folder would be unknown, and replaced, whenever that one changes. */
function folderBlocks(project: Project, environment: Environment, { path, isExisting }: Folder): Blocks {
  const label = folderLabel(project, environment, path);
  const [above, name] = [dirname(path), path.slice(path.lastIndexOf('/') + 1)];
  const aboveLabel = folderLabel(project, environment, above);
  const project_id = projectIdOf(project);
  const own: Blocks = {
    resource: {
      infisical_secret_folder: {
        [label]: {
          project_id,
          environment_slug: environmentSlug(project, environment),
          folder_path: above,
          name,
          ...(above !== ROOT && { depends_on: [`infisical_secret_folder.${aboveLabel}`] }),
          ...KEPT,
        },
      },
    },
  };
  if (!isExisting) return own;
  const all = `data.infisical_secret_folders.${aboveLabel}.folders`;
  const id = new Expression(`one([for folder in ${all} : folder.id if folder.name == ${plainTextIn(name)}])`);
  const read = { project_id, environment_slug: environment.slug, folder_path: above };
  return joinedBlocks([
    own,
    {
      data: { infisical_secret_folders: { [aboveLabel]: read } },
      import: [{ to: `infisical_secret_folder.${label}`, id }],
    },
  ]);
}

function environmentSlug(project: Project, environment: Environment): TerraformValue {
  if (!environment.isManaged) return environment.slug;
  return attribute('infisical_project_environment', environmentLabel(project, environment), 'slug');
}
