import type { ObjectReference } from '../object-reference';
import type { AuthMethodOf } from './auth-method';
import type { MachineIdentityOptions } from './machine-identity';
import { identityId, serviceAccount, value } from './parts';

/**
 * Options for Kubernetes auth.
 */
export interface KubernetesAuthOptions extends MachineIdentityOptions {
  /**
   * Service account whose token is sent to Infisical.
   */
  readonly serviceAccount: ObjectReference;

  /**
   * Let the operator request a short-lived token (600 seconds) for the service account. When off, it reads the first
   * Secret listed on the ServiceAccount, which Kubernetes no longer creates since 1.24 (rule A6). Cannot be turned off
   * in v1beta1 (rule A15).
   *
   * @default true
   */
  readonly autoCreateToken?: boolean;

  /**
   * Audiences of the requested token. Only used with `autoCreateToken` (rule A7).
   *
   * @default - the API server's own audience
   */
  readonly audiences?: string[];
}

export const KUBERNETES: AuthMethodOf<KubernetesAuthOptions> = {
  name: 'kubernetes',
  with: 'the token of a Kubernetes service account',
  v1alpha1: 'kubernetesAuth',
  v1beta1: 'kubernetes',
  parts: {
    identityId: identityId(),
    serviceAccount: serviceAccount(),
    autoCreateToken: value({
      type: 'flag',
      field: 'autoCreateServiceAccountToken',
      default: true,
      absent: false,
      kinds: ['InfisicalSecret', 'InfisicalPushSecret', 'InfisicalDynamicSecret'],
      unknown: (value) =>
        value === false
          ? 'autoCreateToken: false has no counterpart in v1beta1: let the operator request the token, which it always does there'
          : undefined,
    }),
    audiences: value({ type: 'texts', field: 'serviceAccountTokenAudiences' }),
  },
  example: {
    identityId: '6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d',
    serviceAccount: { name: 'infisical-auth', namespace: 'infisical' },
    autoCreateToken: true,
    audiences: ['https://secrets.example.com'],
  },
};
