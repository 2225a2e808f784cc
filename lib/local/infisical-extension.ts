import type { ComposeValue } from './compose-yaml';
import type { KeyPlaces } from './key-places';
import type { StackService } from './stack-service';
import type { StackSetting } from './stack-setting';

/**
 * What `cdk8s-infisical check` and `report` read of a compose file: which keys a service gets, from where. Compose
 * leaves alone what begins with `x-`.
 */
export function infisicalExtension(
  services: readonly StackService[],
  setting: StackSetting,
  places: KeyPlaces,
): ComposeValue {
  const { projectId, projectSlug, environment, paths, domain } = setting;
  const told = services.flatMap((service): [string, ComposeValue][] => {
    const keys = [...new Set(service.keys.values())].sort();
    if (keys.length === 0) return [];
    return [[service.name, places.all.length < 2 ? keys : byFolder(service, keys, paths, places)]];
  });
  return {
    host: domain,
    project: { id: projectId, slug: projectSlug },
    environment,
    paths: [...paths],
    keys: Object.fromEntries(told),
  };
}

/** The keys below each folder that they may come from: another service may have one of the same name from elsewhere. */
function byFolder(
  service: StackService,
  keys: readonly string[],
  paths: readonly string[],
  places: KeyPlaces,
): ComposeValue {
  const found = paths.map(
    (path) => [path, keys.filter((key) => places.of(service, key).paths.includes(path))] as const,
  );
  return Object.fromEntries(found.filter(([, own]) => own.length > 0));
}
