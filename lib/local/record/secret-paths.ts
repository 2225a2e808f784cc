import type { FoundKeyAccess } from '../../infisical/key-access';
import { folderPath } from '../../model/folder';
import type { StackService } from '../stack/stack-service';

/** The secret paths in the order in which `infisical run` must read them: what has precedence comes last. */
export function pathsOf(services: readonly StackService[]): string[] {
  return [...new Set(services.flatMap(({ accesses }) => accesses.flatMap(pathsOfAccess)))];
}

/** The secret paths of one key of a service, in the order in which `infisical run` must read them. */
export function pathsOfAccess({ readFrom }: FoundKeyAccess): string[] {
  return pathsOfSources(readFrom?.sources).reverse();
}

/** The secret paths of sources in the order of the operator: what has precedence comes first. */
export function pathsOfSources(sources: readonly { readonly path?: string }[] | undefined): string[] {
  return (sources ?? []).map(({ path }) => folderPath(path ?? '/'));
}
