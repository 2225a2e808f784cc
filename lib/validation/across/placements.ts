import { deploymentsByArgoCd } from './argo-cd-placement';
import type { EnvironmentResources } from './environment';
import { deploymentsByFlux } from './flux-placement';
import { type Placement, placementIn } from './placement';

export type Placements = ReadonlyMap<EnvironmentResources, readonly Placement[]>;

/**
 * Where each environment goes, as far as that is known: what was told, and what Applications of Argo CD and Kustomizations of
 * Flux say.
 */
export function placementsOf(environments: readonly EnvironmentResources[]): Placements {
  const deployments = environments.flatMap((holder) => [
    ...deploymentsByArgoCd(holder, environments),
    ...deploymentsByFlux(holder, environments),
  ]);
  return new Map(
    environments.map((environment) => [
      environment,
      [
        ...placementIn(environment.cluster, environment.namespace),
        ...deployments.flatMap((one) => (one.environment === environment ? [one.placement] : [])),
      ],
    ]),
  );
}
