import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { identityId, value } from './parts';

/**
 * Options for GCP IAM auth.
 */
export interface GcpIamAuthOptions extends MachineIdentityOptions {
  /**
   * Path of the service account's key file inside the pod of the operator.
   */
  readonly serviceAccountKeyFilePath: string;
}

export const GCP_IAM: AuthMethodOf<GcpIamAuthOptions> = {
  name: 'gcp-iam',
  with: 'the key file of a GCP service account',
  v1alpha1: 'gcpIamAuth',
  v1beta1: 'gcpIam',
  parts: {
    identityId: identityId(),
    serviceAccountKeyFilePath: value({
      type: 'text',
      field: 'serviceAccountKeyFilePath',
      required: "set the path of the key file in the operator's pod",
    }),
  },
  example: { identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d', serviceAccountKeyFilePath: '/var/gcp/key.json' },
};
