import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { identityId, value } from './parts';

/**
 * Options for Azure auth.
 */
export interface AzureAuthOptions extends MachineIdentityOptions {
  /**
   * Audience of the token.
   *
   * @default - the operator's own default, `https://management.azure.com/`
   */
  readonly resource?: string;

  /**
   * Client id of a user-assigned managed identity. Only `InfisicalSecret` has it (operator v0.10.34): it has no
   * counterpart in v1beta1 (rule A15).
   *
   * @default - the managed identity of the operator's pod
   */
  readonly managedIdentityClientId?: string;
}

export const AZURE: AuthMethodOf<AzureAuthOptions> = {
  name: 'azure',
  with: "the Azure managed identity of the operator's pod",
  v1alpha1: 'azureAuth',
  v1beta1: 'azure',
  parts: {
    identityId: identityId(),
    resource: value({ type: 'text', field: 'resource' }),
    managedIdentityClientId: value({
      type: 'text',
      field: 'azureManagedIdentityClientId',
      kinds: ['InfisicalSecret'],
      unknown: (value, kind) =>
        value === undefined
          ? undefined
          : `${kind === 'InfisicalAuth' ? 'v1beta1' : kind} does not know managedIdentityClientId "${value}": give the operator's pod that identity`,
    }),
  },
  example: {
    identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d',
    resource: 'api://infisical',
    managedIdentityClientId: '0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a',
  },
};
