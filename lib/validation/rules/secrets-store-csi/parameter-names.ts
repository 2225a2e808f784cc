export const CONFIG = 'infisical-csi-provider v0.0.9: internal/config/config.go';
export const OTHER_CONFIG =
  'secrets-store-csi-driver-provider-infisical v1.1.3: config/config.go (MountConfig, Validate)';

/** What the provider of Infisical reads; what its driver and kubelet add begins with `csi.`. */
export const KNOWN = [
  ...['authMethod', 'identityId', 'projectId', 'envSlug', 'secrets', 'infisicalUrl', 'caCertificate', 'audience'],
  ...['useDefaultAudience', 'windowDuration'],
];
export const NEEDED = ['identityId', 'projectId', 'envSlug', 'secrets'];
export const KNOWN_TO_OTHER = [
  'projectSlug',
  'envSlug',
  'secretsPath',
  'authSecretName',
  'authSecretNamespace',
  'objects',
];
export const NEEDED_BY_OTHER = ['projectSlug', 'envSlug', 'authSecretName', 'authSecretNamespace'];

/** What people write in the place of a parameter: names of the other provider, and those of other resources. */
export const MEANT: Readonly<Record<string, string>> = {
  projectSlug: 'projectId',
  project: 'projectId',
  workspaceId: 'projectId',
  environment: 'envSlug',
  environmentSlug: 'envSlug',
  env: 'envSlug',
  objects: 'secrets',
  hostAPI: 'infisicalUrl',
  hostUrl: 'infisicalUrl',
  siteUrl: 'infisicalUrl',
  secretsPath: 'secretPath of each secret',
  secretPath: 'secretPath of each secret',
};
