import type { ConnectionOptions } from '../infisical-api/connection-options';
import type { KubectlOptions } from '../kubectl/options';

export const FAILING = ['wrong', 'not-known'] as const;
export type FailingState = (typeof FAILING)[number];

export interface DoctorOptions extends ConnectionOptions, KubectlOptions {
  readonly json?: boolean;
  readonly offline?: boolean;
  /** False where nobody wants the cluster to be asked. */
  readonly cluster: boolean;
  readonly failOn: readonly FailingState[];
}
