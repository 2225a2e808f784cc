/**
 * A workload of a kind that the operator restarts: Deployment, StatefulSet, DaemonSet. Of other kinds, `autoReload` would be
 * without effect (rule C7).
 */
export interface ReloadedWorkloadProps {
  /**
   * Let the operator restart the pods when the managed Secret changes.
   *
   * @default false
   */
  readonly autoReload?: boolean;
}
