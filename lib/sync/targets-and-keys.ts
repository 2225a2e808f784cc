import { declaredKeysIn, type SecretKeys } from '../infisical/declared-keys';

/** A list takes each key under its own name; a map has what it becomes as its keys and secret keys as its values. */
export function targetsAndKeys(secretKeys?: SecretKeys): [target: string, key: string][] {
  return declaredKeysIn(secretKeys).map(({ target, key }) => [target, key]);
}
