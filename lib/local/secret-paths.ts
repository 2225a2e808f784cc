import type { FoundKeyAccess } from '../infisical/key-access';
import { folderPath } from '../model/folder';
import type { StackService } from './stack-service';

/** The secret paths in the order in which `infisical run` must read them: what has precedence comes last. */
export function pathsOf(services: readonly StackService[]): string[] {
  return [...new Set(services.flatMap(({ accesses }) => accesses.flatMap(pathsOfAccess)))];
}

/** The same for one key of a service. */
export function pathsOfAccess({ origin }: FoundKeyAccess): string[] {
  return pathsOfOrigin(origin?.sources).reverse();
}

/** In the order of the operator: what has precedence comes first. */
export function pathsOfOrigin(sources: readonly { readonly path?: string }[] | undefined): string[] {
  return (sources ?? []).map(({ path }) => folderPath(path ?? '/'));
}
