import type { ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { declaredKeysIn } from '../infisical/declared-keys';
import { type KeyAccess, recordKeyAccess, type SecretSources } from '../infisical/key-access';
import { inEnvOrder } from './env-order';
import type { KeyInjection } from './key-injection';
import { targetsAndKeys } from './targets-and-keys';

export interface InjectedSecret extends Construct, ISecret {
  readonly _readFrom?: SecretSources;
}

/** The variables that an injection gives, and the keys that they have. */
export function orderedVariables({ secretKeys, envOrder }: KeyInjection) {
  return inEnvOrder(targetsAndKeys(secretKeys), envOrder);
}

/** @param of the container itself, where it is one of cdk8s-plus */
export function recordAccesses(secret: InjectedSecret, injection: KeyInjection, container: string, of?: object): void {
  for (const access of accessesBy(secret, injection, container)) recordKeyAccess(secret, { ...access, of });
}

/** What a container gets by an injection. */
export function accessesBy(secret: InjectedSecret, injection: KeyInjection, container: string): KeyAccess[] {
  const access = { container, secret: secret.name, readFrom: secret._readFrom };
  const { files, envOrder } = injection;
  const variables = declaredKeysIn(injection.secretKeys).map((one) => [one.target, one] as const);
  return [
    ...inEnvOrder(variables, envOrder).map(([variable, { target: _, ...said }]) => ({ ...access, ...said, variable })),
    ...declaredKeysIn(files?.secretKeys).map(({ target, ...said }) => {
      return { ...access, ...said, file: `${files?.path}/${target}` };
    }),
  ];
}
