export { PodSecurityLevel } from './pod-security';
export { SecretSyncedApp } from './secret-synced-app';
export type { SecretSyncedAppProps } from './secret-synced-app-props';
