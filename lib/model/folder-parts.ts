import type { Field } from './field';
import type { Source } from './operator-resource';

/** The texts that name a folder of Infisical, by what messages call them. */
export function folderParts(folder: Source): [name: string, field: Field<string>][] {
  const { projectId, projectSlug, environment, path, isRoot } = folder;
  return Object.entries({ projectId, projectSlug, environment, ...(!isRoot && { 'secret path': path }) });
}
