import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { identityId } from './parts';

export const GCP_ID_TOKEN: AuthMethodOf<MachineIdentityOptions> = {
  name: 'gcp-id-token',
  with: "the GCP ID token of the operator's pod",
  v1alpha1: 'gcpIdTokenAuth',
  v1beta1: 'gcpIdToken',
  parts: { identityId: identityId() },
  example: { identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d' },
};
