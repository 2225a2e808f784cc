import type { ResourceHealth } from '../../lib/model/health/resource-health';

/** How it stands with a resource of the operator. */
export interface ResourceRow {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly health: ResourceHealth;
  /** The resource of the operator in which the fault is to be looked for. */
  readonly refersTo?: string;
  /** What it writes into the cluster: `Secret shop/orders`. */
  readonly writes: readonly string[];
}
