import { folderPath } from '../../model/folder';

/** The secret paths of sources in the order of the operator: what has precedence comes first. */
export function pathsOfSources(sources: readonly { readonly path?: string }[] | undefined): string[] {
  return (sources ?? []).map(({ path }) => folderPath(path ?? '/'));
}
