export { SecretSyncedApp } from './deployment/secret-synced-app';
export type { SecretSyncedAppProps } from './deployment/secret-synced-app-props';
export type { ReplicatedWorkloadProps } from './replicated-workload-props';
export type { RunningWorkloadProps } from './running-workload-props';
export { SecretSyncedWorkload } from './secret-synced-workload';
export type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';
