import { ApiObject } from 'cdk8s';
import type { AbstractPod } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';

/** Parts of a container, which are no constructs, and the secrets that they were made of. */
const SECRETS = new WeakMap<object, IConstruct>();

/** Remembers of which secret a variable, or a whole environment, was made. */
export function declareSecret<T extends object>(part: T, secret: IConstruct): T {
  SECRETS.set(part, secret);
  return part;
}

/** The secrets that a workload uses, as far as constructs tell: what was given by its name alone is not known (rule E5). */
export function secretsUsedBy(workload: AbstractPod): Set<IConstruct> {
  const containers = [...workload.containers, ...workload.initContainers];
  const parts = containers.flatMap(({ env }) => [...Object.values(env.variables), ...env.sources]);
  const volumes = [...workload.volumes, ...containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume))];
  const whole = containers.flatMap(({ env }) =>
    env.sources.map((source) => (source as unknown as { sec?: unknown }).sec),
  );
  return new Set([
    ...parts.flatMap((part) => SECRETS.get(part) ?? []),
    ...[...whole, workload.dockerRegistryAuth].filter(isManagedSecret),
    // A volume of a secret stands below it.
    ...volumes.flatMap(({ node: { scope } }) => (scope !== undefined && isManagedSecret(scope) ? [scope] : [])),
  ]);
}

/** Of whichever copy of this library. */
function isManagedSecret(value: unknown): value is IConstruct {
  const { injectInto, apiObject } = (value ?? {}) as { injectInto?: unknown; apiObject?: unknown };
  return injectInto !== undefined && ApiObject.isApiObject(apiObject);
}
