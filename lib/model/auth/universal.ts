import type { ObjectReference } from '../object-reference';
import type { AuthMethodOf } from './auth-method';
import { credentials } from './parts';

/**
 * Options for universal auth.
 */
export interface UniversalAuthOptions {
  /**
   * Secret that holds the machine identity's credentials under the keys `clientId` and `clientSecret`.
   */
  readonly credentials: ObjectReference;
}

export const UNIVERSAL: AuthMethodOf<UniversalAuthOptions> = {
  name: 'universal',
  with: 'the client id and client secret of a machine identity',
  v1alpha1: 'universalAuth',
  v1beta1: 'universal',
  parts: {
    credentials: credentials({
      field: 'credentialsRef',
      keys: [
        { key: 'clientId', reference: 'clientIdRef', what: 'the client id' },
        { key: 'clientSecret', reference: 'clientSecretRef', what: 'the client secret', sensitive: true },
      ],
    }),
  },
  example: { credentials: { name: 'universal-auth-credentials', namespace: 'default' } },
};
