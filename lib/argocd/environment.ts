import type { InfisicalProject, ProjectEnvironment } from '../gitops';
import { type ArgoCdDestination, IN_CLUSTER } from './application-spec';

/**
 * An environment, and where it is deployed to.
 */
export interface ArgoCdEnvironment {
  /**
   * Name of the environment, as a `GitOpsApp` has it.
   */
  readonly name: string;

  /**
   * Where to deploy it to. Clusters other than that of Argo CD are named by their server in all environments, or by their
   * name in all.
   *
   * @default - the cluster in which Argo CD runs
   */
  readonly destination?: ArgoCdDestination;

  /**
   * Branch, tag or commit of this environment.
   *
   * @default - as for all
   */
  readonly revision?: string;
}

/** Argo CD's own name for the cluster in which it runs. */
export const IN_CLUSTER_NAME = 'in-cluster';

/** The environments of a project that are deployed. */
export function environmentsOf({ environments }: InfisicalProject): ArgoCdEnvironment[] {
  return environments
    .filter(({ deployed }) => deployed)
    .map((environment) => {
      const { name, revision } = environment;
      return { name, revision, destination: destinationOf(environment) };
    });
}

/** A cluster is a URL, or else a name that Argo CD has for it. Of what is neither the project itself speaks. */
export function destinationOf({
  cluster,
  namespace,
}: Pick<ProjectEnvironment, 'cluster' | 'namespace'>): ArgoCdDestination {
  if (cluster === undefined || cluster.trim() === '') return { namespace };
  return /^https?:\/\//i.test(cluster) ? { server: cluster, namespace } : { clusterName: cluster, namespace };
}

/** How the environments of one ApplicationSet name their clusters, which is either by server or by name. */
export function clustersOf(
  environments: readonly ArgoCdEnvironment[],
): ({ readonly cluster: string } | { readonly server: string })[] {
  const hasServers = environments.some(({ destination }) => isElsewhere(destination?.server, IN_CLUSTER));
  const hasNames = environments.some(({ destination }) => destination?.clusterName !== undefined);
  return environments.map(({ destination: { server, clusterName } = {} }) => {
    if (hasNames && !hasServers) return { cluster: clusterName ?? IN_CLUSTER_NAME };
    return { server: server ?? IN_CLUSTER };
  });
}

export function clusterProblems(environments: readonly ArgoCdEnvironment[]): string[] {
  const own = environments.flatMap(({ name, destination: { server, clusterName } = {} }) => {
    if ([server, clusterName].some((cluster) => cluster?.trim() === '')) {
      return [`the cluster of the environment "${name}" is an empty text: leave it out, or write its URL or name`];
    }
    return server === undefined || clusterName === undefined
      ? []
      : [`the environment "${name}" names its cluster twice, by server and by clusterName: drop one of both`];
  });
  if (own.length > 0) return own;
  const byServer = environments.find(({ destination }) => isElsewhere(destination?.server, IN_CLUSTER));
  const byName = environments.find(({ destination }) => isElsewhere(destination?.clusterName, IN_CLUSTER_NAME));
  if (byServer === undefined || byName === undefined) return [];
  const [url, name] = [byServer.destination?.server, byName.destination?.clusterName];
  return [
    `the environment "${byServer.name}" names its cluster by the URL "${url}", and "${byName.name}" by the name "${name}": write URLs for all, or names for all`,
  ];
}

function isElsewhere(cluster: string | undefined, here: string): boolean {
  return cluster !== undefined && cluster !== here;
}
