export const CONFIG = 'infisical-csi-provider v0.0.9: internal/config/config.go';
export const OTHER_CONFIG =
  'secrets-store-csi-driver-provider-infisical v1.1.3: config/config.go (MountConfig, Validate)';

export const NEEDED = ['identityId', 'projectId', 'envSlug', 'secrets'];
export const NEEDED_BY_OTHER = ['projectSlug', 'envSlug', 'authSecretName', 'authSecretNamespace'];
