import type { ObjectReference } from '../object-reference';
import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { credentials, identityId } from './parts';

/**
 * Options for LDAP auth.
 */
export interface LdapAuthOptions extends MachineIdentityOptions {
  /**
   * Secret that holds the login under the keys `username` and `password`.
   */
  readonly credentials: ObjectReference;
}

export const LDAP: AuthMethodOf<LdapAuthOptions> = {
  name: 'ldap',
  with: 'an LDAP login',
  v1alpha1: 'ldapAuth',
  v1beta1: 'ldap',
  parts: {
    identityId: identityId(),
    credentials: credentials({
      field: 'credentialsRef',
      keys: [
        { key: 'username', reference: 'usernameRef', what: 'the user name' },
        { key: 'password', reference: 'passwordRef', what: 'the password', sensitive: true },
      ],
    }),
  },
  example: {
    identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d',
    credentials: { name: 'ldap-credentials', namespace: 'default' },
  },
};
