import type { InfisicalKind } from '../infisical';

/**
 * Which health expressions are made.
 */
export interface FluxHealthOptions {
  /**
   * The kinds to write expressions for.
   *
   * @default - all that have a status
   */
  readonly kinds?: InfisicalKind[];

  /**
   * Fail at once when a resource tells of a failure. Turned off, it is waited for until the timeout.
   *
   * @default true
   */
  readonly failFast?: boolean;
}

/**
 * How Flux reads the health of a kind: an entry of `healthCheckExprs`, in CEL.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#health-check-expressions
 */
export interface FluxHealthExpression {
  /**
   * API version of the kind, of which Flux looks at the group only.
   */
  readonly apiVersion: string;

  /**
   * The kind.
   */
  readonly kind: string;

  /**
   * When it is waited for.
   *
   * @default - when it has neither failed nor is ready
   */
  readonly inProgress?: string;

  /**
   * When it has failed, which ends the wait.
   *
   * @default - never
   */
  readonly failed?: string;

  /**
   * When it is ready.
   */
  readonly current: string;
}
