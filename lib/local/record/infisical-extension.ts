import { grouped } from '../../collections/grouped';
import type { ComposeValue } from '../compose/compose-yaml';
import { keysOfService, type StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import type { FolderReads } from './folder-reads';

/**
 * What `cdk8s-infisical check` and `report` read of a compose file: which keys a service gets, from where. Compose
 * leaves alone what begins with `x-`.
 */
export function infisicalExtension(
  services: readonly StackService[],
  setting: StackSetting,
  reads: FolderReads,
): ComposeValue {
  const { projectId, projectSlug, environment, paths, domain } = setting;
  const told = services.flatMap((service) => {
    const keys = [...new Set(keysOfService(service).map(({ key }) => key))].sort();
    if (keys.length === 0) return [];
    return [[service.name, reads.all.length === 1 ? keys : keysByPath(service, reads)] as const];
  });
  return {
    host: domain,
    project: { id: projectId, slug: projectSlug },
    environment,
    paths: [...paths],
    keys: Object.fromEntries(told),
  };
}

/** Where services have folders of their own: the keys by the paths that they may come from. */
function keysByPath(service: StackService, reads: FolderReads): ComposeValue {
  const at = keysOfService(service).flatMap((part) => reads.of(part).paths.map((path) => ({ key: part.key, path })));
  const byPath = grouped(at, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, found]) => [path, [...new Set(found.map(({ key }) => key))].sort()]),
  );
}
