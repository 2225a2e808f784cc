import type { ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { recordKeyAccess, type SecretSources } from '../infisical/key-access';
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
  const access = { container, of, secret: secret.name, readFrom: secret._readFrom };
  for (const [variable, key] of orderedVariables(injection)) recordKeyAccess(secret, { ...access, key, variable });
  const { files } = injection;
  for (const [file, key] of targetsAndKeys(files?.secretKeys)) {
    recordKeyAccess(secret, { ...access, key, file: `${files?.path}/${file}` });
  }
}
