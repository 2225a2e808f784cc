import type { Field } from '../../../model/field';

/** The ways to log in of a store, in the order in which the operator takes the first that is there. */
const METHODS = [
  'universalAuthCredentials',
  'azureAuthCredentials',
  'gcpIdTokenAuthCredentials',
  'gcpIamAuthCredentials',
  'jwtAuthCredentials',
  'ldapAuthCredentials',
  'ociAuthCredentials',
  'kubernetesAuthCredentials',
  'awsAuthCredentials',
  'tokenAuthCredentials',
];

/** A method of a store, and the keys of Secrets that it names. */
interface LoginBlock {
  readonly field: Field;
  readonly selectors: readonly Field[];
}

export function loginBlocksOf(infisical: Field): LoginBlock[] {
  return METHODS.flatMap((method) => {
    const field = infisical.at('auth', method);
    if (!field.isGiven) return [];
    return [{ field, selectors: field.entries().flatMap(([, selector]) => (selector.isObject ? [selector] : [])) }];
  });
}
