export { PodSecurityLevel } from './pod-security';
export * from './secret-synced-app';
