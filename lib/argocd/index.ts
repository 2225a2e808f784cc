export * from './application';
export * from './application-set';
export type { ArgoCdApplicationOptions, ArgoCdDestination, ArgoCdHydration } from './application-spec';
export * from './argo-cd';
export * from './health-checks';
export * from './infisical-kind';
export * from './project';
export * from './protection';
export * from './sync-wave';
