import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { identityId } from './parts';

export const AWS_IAM: AuthMethodOf<MachineIdentityOptions> = {
  name: 'aws-iam',
  with: "the AWS identity of the operator's pod",
  v1alpha1: 'awsIamAuth',
  v1beta1: 'awsIam',
  parts: { identityId: identityId() },
  example: { identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d' },
};
