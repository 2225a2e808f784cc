export { PodSecurityLevel } from '../pods/pod-security';
export { SecretSyncedApp } from './secret-synced-app';
export type { SecretSyncedAppProps } from './secret-synced-app-props';
