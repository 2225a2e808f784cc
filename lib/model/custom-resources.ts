import type { Settings } from './app-model';
import { servedExternalSecrets } from './delivery/external-secrets/objects';
import { SECRET_SYNC } from './delivery/secrets-store-csi/deliveries';
import { PROVIDER_CLASSES } from './delivery/secrets-store-csi/provider-class';
import { ARGO_CD_KINDS, apiVersionOf, type KnownKind, OPERATOR_KINDS } from './kinds';
import { hasOperatorKind } from './operator-features';

/** A kind that is not of Kubernetes itself, in one version of its API. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: KnownKind;
}

type Told = Pick<Settings, 'operatorVersion' | 'externalSecretsVersion'>;

/** Those that are read, in each version that is served by the releases that were told. */
export function customResourcesRead(told: Told): readonly CustomResource[] {
  return [
    ...OPERATOR_KINDS.filter((kind) => hasOperatorKind(told, kind)).map((kind) => ({
      apiVersion: apiVersionOf(kind),
      kind,
    })),
    ...servedExternalSecrets(told.externalSecretsVersion),
    ...PROVIDER_CLASSES,
    SECRET_SYNC,
    ...[...ARGO_CD_KINDS, 'Rollout' as const].map((kind) => ({ apiVersion: 'argoproj.io/v1alpha1', kind })),
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' },
  ];
}
