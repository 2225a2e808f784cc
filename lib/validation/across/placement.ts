import { isTemplated } from '../../model/argo-cd';
import { CLUSTER_OF_FLUX } from '../../model/flux';
import type { EnvironmentResources } from './environment';

/** A cluster to which the objects of an environment go. */
export interface Placement {
  /** Tells it from all others. */
  readonly cluster: string;
  /** For messages. */
  readonly shown: string;
  /** Where objects go that name no namespace. */
  readonly namespace?: string;
}

/** An environment, and where somebody deploys it. */
export interface Deployment {
  readonly environment: EnvironmentResources;
  readonly placement: Placement;
}

export const IN_FLUX = 'in which Flux runs';
const OWN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'];

/** Argo CD's own cluster is another one for each Argo CD, and who has its Applications in one folder has one. */
export function placementIn(told: string | undefined, namespace: string | undefined, holder = ''): Placement[] {
  if (!told || isTemplated(told)) return [];
  const cluster = URL.canParse(told) ? new URL(told).href.replace(/\/+$/, '') : told;
  if (told === CLUSTER_OF_FLUX) return [{ cluster, shown: IN_FLUX, namespace }];
  return OWN_CLUSTER.includes(cluster)
    ? [{ cluster: `${holder} in-cluster`, shown: 'in which Argo CD runs', namespace }]
    : [{ cluster, shown: `"${told}"`, namespace }];
}
