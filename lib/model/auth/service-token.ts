import type { ObjectReference } from '../object-reference';
import { SECRETS_SCOPE } from '../source-form';
import type { AuthMethodOf } from './auth-method';
import { credentials } from './parts';

/**
 * Options for a legacy service token.
 */
export interface ServiceTokenOptions {
  /**
   * Secret that holds the token under the key `infisicalToken`.
   */
  readonly token: ObjectReference;
}

export const SERVICE_TOKEN: AuthMethodOf<ServiceTokenOptions> = {
  name: 'serviceToken',
  with: 'a legacy service token, which belongs to one project',
  v1alpha1: 'serviceToken',
  legacy: 'a service token',
  source: { ...SECRETS_SCOPE, unwritten: ['projectId', 'projectSlug', 'secretName'] },
  parts: {
    token: credentials({ field: 'serviceTokenSecretReference', keys: [{ key: 'infisicalToken', sensitive: true }] }),
  },
  example: { token: { name: 'service-token', namespace: 'default' } },
};
