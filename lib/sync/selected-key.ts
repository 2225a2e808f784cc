import { EnvValue, type ISecret } from 'cdk8s-plus-28';
import { declareSecret } from '../evaluation/used-secrets';

/** A variable with the value of a key, which must exist. */
export function variableFromKey(secret: ISecret, key: string, writeOptional: boolean): EnvValue {
  if (writeOptional) return secret.envValue(key, { optional: false });
  noteSelectedKey(secret, key);
  return declareSecret(EnvValue.fromSecretValue({ secret, key }), secret);
}

/** Has a secret that holds only the keys in use hold this one. */
export function noteSelectedKey(secret: ISecret, key: string): void {
  const { _selectedKeys } = secret as { readonly _selectedKeys?: Set<string> };
  _selectedKeys?.add(key);
}
