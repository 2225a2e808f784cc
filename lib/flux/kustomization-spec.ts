import type { Duration } from 'cdk8s';
import type { InfisicalKind } from '../infisical';
import { APPLIED_EVERY, fluxDuration, RETRIED_EVERY, WAITED_FOR } from './flux-duration';
import { healthExpressions } from './health-cel';
import { FluxSourceKind, type FluxSourceRef } from './source-ref';

/**
 * Another Kustomization of Flux that has to be ready first.
 */
export interface FluxDependency {
  /**
   * Its name.
   */
  readonly name: string;

  /**
   * Its namespace.
   *
   * @default - that of the Kustomization which waits
   */
  readonly namespace?: string;
}

/**
 * What `FluxKustomization` and `FluxKustomizations` have in common.
 */
export interface FluxKustomizationOptions {
  /**
   * Name of the object.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace in which it stands.
   *
   * @default "flux-system"
   */
  readonly namespace?: string;

  /**
   * How often the cluster is made as the source has it, though that has not changed: a change is applied at once. A second
   * or more.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * How soon what has failed is tried again. Flux itself waits for the whole `interval`. It also is how soon a resource
   * of v1alpha1 turns ready that a commit has repaired: right after the commit its old status still counts, which fails
   * the first try.
   *
   * @default Duration.minutes(1)
   */
  readonly retryInterval?: Duration;

  /**
   * How long applying and waiting may take; Flux takes less than 30 seconds for 30. A new revision waits for the end of it, but where the controller has the
   * feature gate `CancelHealthCheckOnNewRevision` (1.7 and newer, off by default).
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * Be ready only when all that was applied is: workloads that have rolled out, and resources of the operator that say
   * that their last run succeeded. Without, it is ready once the API server has taken the objects.
   *
   * @default true
   */
  readonly wait?: boolean;

  /**
   * Fail at once when a resource of the operator tells of a failure. Turned off, it is waited for until the `timeout`,
   * in which it may recover.
   *
   * @default true
   */
  readonly failFast?: boolean;

  /**
   * The kinds of the operator whose health Flux reads. For a kind that is not in the list, Flux takes each object for
   * ready at once.
   *
   * @default - all that have a status
   */
  readonly healthKinds?: InfisicalKind[];

  /**
   * Delete what is no longer in the source. The Secrets that the operator makes stay in any case: Flux deletes only what
   * it has applied.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Delete everything in the cluster together with the Kustomization, and wait until it is gone, but no longer than
   * `timeout`. Turned off, as a line that is missing once would take a whole environment with it.
   *
   * @default false
   */
  readonly cascadeDeletion?: boolean;

  /**
   * Kustomizations that have to be ready first: for example that of the operator.
   *
   * @default - none
   */
  readonly dependsOn?: FluxDependency[];

  /**
   * The service account whose rights are used to apply it, in the namespace of the Kustomization.
   *
   * @default - the rights of Flux
   */
  readonly serviceAccountName?: string;

  /**
   * Leave the cluster as it is for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** One Kustomization, with all names filled in. */
export interface KustomizationTarget {
  readonly namespace: string;
  readonly path: string;
  readonly sourceRef?: FluxSourceRef;
  readonly kubeConfigSecretName?: string;
}

export const FLUX_NAMESPACE = 'flux-system';

export function kustomizationSpec(options: FluxKustomizationOptions, target: KustomizationTarget): object {
  const { dependsOn, serviceAccountName, suspend, healthKinds, failFast } = options;
  const { path, kubeConfigSecretName } = target;
  return {
    interval: fluxDuration(options.interval ?? APPLIED_EVERY),
    retryInterval: fluxDuration(options.retryInterval ?? RETRIED_EVERY),
    timeout: fluxDuration(options.timeout ?? WAITED_FOR),
    sourceRef: sourceRefOf(target),
    path,
    prune: options.prune ?? true,
    wait: options.wait ?? true,
    // What MirrorPrune makes of `prune: true` nobody should have to know.
    deletionPolicy: options.cascadeDeletion ? 'WaitForTermination' : 'Orphan',
    dependsOn: dependsOn?.map(({ name, namespace }) => ({ name, namespace })),
    kubeConfig: kubeConfigSecretName === undefined ? undefined : { secretRef: { name: kubeConfigSecretName } },
    serviceAccountName,
    suspend,
    healthCheckExprs: healthExpressions({ kinds: healthKinds, failFast }),
  };
}

function sourceRefOf({ namespace, sourceRef }: KustomizationTarget): object | undefined {
  if (sourceRef === undefined) return undefined;
  const { kind, name, namespace: own } = sourceRef;
  return { kind: kind ?? FluxSourceKind.GIT_REPOSITORY, name, namespace: own === namespace ? undefined : own };
}

/** The folder of an environment in the source: an artifact is the output folder itself. */
export function pathIn(
  sourceRef: FluxSourceRef | undefined,
  outputFolder: string | undefined,
  below: string[],
): string {
  const folder = outputFolder ?? (sourceRef?.kind === FluxSourceKind.OCI_REPOSITORY ? '.' : 'dist');
  const parts = [folder, ...below].flatMap((part) => part.split('/')).filter((part) => part !== '' && part !== '.');
  return ['.', ...parts].join('/');
}
