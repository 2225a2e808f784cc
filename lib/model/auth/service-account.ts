import type { ObjectReference } from '../object-reference';
import type { AuthMethodOf } from './auth-method';
import { credentials } from './parts';

/**
 * Options for a legacy Infisical service account.
 */
export interface ServiceAccountOptions {
  /**
   * Secret that holds the account's keys under `serviceAccountAccessKey`, `serviceAccountPublicKey` and
   * `serviceAccountPrivateKey`.
   */
  readonly credentials: ObjectReference;
}

export const SERVICE_ACCOUNT: AuthMethodOf<ServiceAccountOptions> = {
  name: 'serviceAccount',
  with: 'a legacy Infisical service account, which reads what it can from the root',
  v1alpha1: 'serviceAccount',
  legacy: 'an Infisical service account',
  source: { at: [], fields: { projectId: 'projectId', environment: 'environmentName' } },
  parts: {
    credentials: credentials({
      field: 'serviceAccountSecretReference',
      keys: [
        { key: 'serviceAccountAccessKey', sensitive: true },
        { key: 'serviceAccountPublicKey' },
        { key: 'serviceAccountPrivateKey', sensitive: true },
      ],
    }),
  },
  example: { credentials: { name: 'service-account', namespace: 'default' } },
};
