import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isPlusWorkload } from './held-workload';

/** On parts of a container, which are no constructs: the secrets that they were made of. */
const SECRET = Symbol('secret');

/** Remembers of which secret a variable, or a whole environment, was made. */
export function declareSecret<T extends object>(part: T, secret: IConstruct): T {
  return Object.defineProperty(part, SECRET, { value: secret });
}

const USED = new WeakMap<IConstruct, Set<IConstruct>>();

/** Remembers on a construct a secret that its object uses. */
export function declareUse(construct: IConstruct, secret: IConstruct): void {
  USED.set(construct, (USED.get(construct) ?? new Set()).add(secret));
}

/** Whether a construct tells of the secrets that it uses. */
export function tellsOfSecrets(construct: IConstruct): boolean {
  return isPlusWorkload(construct) || USED.has(construct);
}

/** The secrets that a workload uses, as far as constructs tell: what was given by its name alone is not known (rule E5). */
export function secretsUsedBy(workload: IConstruct): Set<IConstruct> {
  const found = new Set(USED.get(workload));
  if (!isPlusWorkload(workload)) return found;
  const add = (secret: unknown) => {
    if (isManagedSecret(secret)) found.add(secret);
  };
  for (const container of [...workload.containers, ...workload.initContainers]) {
    const { sources, variables } = container.env;
    for (const part of [...Object.values(variables), ...sources]) {
      const secret = (part as { readonly [SECRET]?: IConstruct })[SECRET];
      if (secret !== undefined) found.add(secret);
    }
    for (const source of sources) add((source as unknown as { sec?: unknown }).sec);
    // A volume of a secret stands below it.
    for (const { volume } of container.mounts) add(volume.node.scope);
  }
  for (const volume of workload.volumes) add(volume.node.scope);
  add(workload.dockerRegistryAuth);
  return found;
}

/** Of whichever copy of this library. */
function isManagedSecret(value: unknown): value is IConstruct {
  const { injectInto, apiObject } = (value ?? {}) as { injectInto?: unknown; apiObject?: unknown };
  return injectInto !== undefined && ApiObject.isApiObject(apiObject);
}
