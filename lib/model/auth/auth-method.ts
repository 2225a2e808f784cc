import type { Field } from '../field';
import type { Generation } from '../kinds';
import type { Resource } from '../resource';

/** One way in which the operator logs in to Infisical. */
export interface AuthMethod {
  /** Its name, which is the `method` of an InfisicalAuth: `kubernetes`. */
  readonly name: string;
  /** Its block in the `authentication` of v1alpha1. */
  readonly v1alpha1: string;
  /** Its block in an InfisicalAuth; a legacy method has none. */
  readonly v1beta1?: string;
  /** What it is called where upstream calls it legacy: only an InfisicalSecret has it. */
  readonly legacy?: string;
}

/** One way to log in that a resource has. */
export interface Login {
  readonly resource: Resource;
  readonly generation: Generation;
  readonly method: AuthMethod;
  readonly block: Field;
}

/** All of them, in the order in which messages list them. */
export const AUTH_METHODS: readonly AuthMethod[] = [
  { name: 'universal', v1alpha1: 'universalAuth', v1beta1: 'universal' },
  { name: 'kubernetes', v1alpha1: 'kubernetesAuth', v1beta1: 'kubernetes' },
  { name: 'aws-iam', v1alpha1: 'awsIamAuth', v1beta1: 'awsIam' },
  { name: 'azure', v1alpha1: 'azureAuth', v1beta1: 'azure' },
  { name: 'gcp-id-token', v1alpha1: 'gcpIdTokenAuth', v1beta1: 'gcpIdToken' },
  { name: 'gcp-iam', v1alpha1: 'gcpIamAuth', v1beta1: 'gcpIam' },
  { name: 'ldap', v1alpha1: 'ldapAuth', v1beta1: 'ldap' },
  { name: 'serviceToken', v1alpha1: 'serviceToken', legacy: 'a service token' },
  { name: 'serviceAccount', v1alpha1: 'serviceAccount', legacy: 'an Infisical service account' },
];
