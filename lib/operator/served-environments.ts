import { ApiObject } from 'cdk8s';
import { distinct } from '../collections/order';
import { finishedJson } from '../evaluation/one-rendering';
import type { ProjectEnvironment } from '../gitops';
import { isOfOperator } from '../model/app-model';
import { isNoNamespace } from '../model/kubernetes-names';
import type { Manifest } from '../model/manifest';
import { namespacesOf } from '../model/names-in-resource';
import { isOwnCluster } from '../model/releases-in';
import type { OperatorReleaseProps } from './operator-release-props';

type Served = Pick<OperatorReleaseProps, 'projects' | 'cluster'>;

/** Whether an environment is in the cluster of a release. */
export function isInCluster({ cluster }: Served, environment: ProjectEnvironment): boolean {
  return clusterName(cluster) === clusterName(environment.cluster);
}

/** The environments that are deployed to the cluster of a release. */
export function servedEnvironments(props: Served): ProjectEnvironment[] {
  const all = (props.projects ?? []).flatMap(({ environments }) => environments);
  return all.filter((environment) => environment.deployed && isInCluster(props, environment));
}

/** The namespaces that an operator has to watch for an environment: its own, and those that its resources name. */
export function namespacesNeeded(environment: ProjectEnvironment): string[] {
  const objects = environment.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one));
  const named = objects.filter(isOfOperator).flatMap((object) => {
    const manifest = finishedJson(object) as Manifest | undefined;
    return manifest === undefined ? [] : namespacesOf({ manifest }).map(({ value = '' }) => value);
  });
  // What is no name for a namespace is told where it stands.
  return distinct([environment.namespace ?? [], named].flat().filter((name) => !isNoNamespace(name)));
}

/** Text that is the same for all names of a cluster. */
function clusterName(cluster: string | undefined): string {
  return cluster === undefined || isOwnCluster(cluster) ? '' : cluster;
}
