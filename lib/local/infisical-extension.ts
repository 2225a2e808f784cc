import type { ComposeValue } from './compose-yaml';
import type { StackService } from './stack-service';
import type { StackSetting } from './stack-setting';

/**
 * What `cdk8s-infisical check` and `report` read of a compose file: which keys a service gets, from where. Compose
 * leaves alone what begins with `x-`.
 */
export function infisicalExtension(services: readonly StackService[], setting: StackSetting): ComposeValue {
  const { projectId, projectSlug, environment, paths, domain } = setting;
  const keys = services.map(({ name, keys: own }) => [name, [...new Set(own.values())].sort()] as const);
  return {
    host: domain,
    project: { id: projectId, slug: projectSlug },
    environment,
    paths: [...paths],
    keys: Object.fromEntries(keys.filter(([, own]) => own.length > 0)),
  };
}
