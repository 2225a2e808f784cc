import type { FoundKeyAccess } from '../../infisical/key-access';
import { folderPath } from '../../model/folder';
import type { KeyPart } from '../stack/local-value';
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

/** The secret paths of a key, in the order in which `infisical run` must read them; undefined where nobody says. */
export function pathsOfKey({ places }: KeyPart): string[] | undefined {
  return places?.map(({ path }) => path).reverse();
}
