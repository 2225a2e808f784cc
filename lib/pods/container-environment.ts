import { EnvValue, type ISecret } from 'cdk8s-plus-28';
import { inEnvOrder } from '../sync/env-order';
import { variableFromKey } from '../sync/selected-key';
import type { KeyedContainerProps } from './keyed-container-props';
import type { VariablesFromKeys } from './secret-keys';

/** All variables of a container, in the order in which they are written. */
export function environmentOf(
  { env, envVariables, envOrder }: Pick<KeyedContainerProps, 'env' | 'envVariables' | 'envOrder'>,
  keys: VariablesFromKeys,
  secret: ISecret | undefined,
  writeOptional: boolean,
): { [variable: string]: EnvValue } {
  const literals = Object.entries(env ?? {}).map(([name, value]) => [name, EnvValue.fromValue(value)]);
  const secrets = keys.flatMap(([name, key]) => (secret ? [[name, variableFromKey(secret, key, writeOptional)]] : []));
  const all = { ...Object.fromEntries([...secrets, ...literals]), ...envVariables };
  return Object.fromEntries(inEnvOrder(Object.entries(all), envOrder));
}
