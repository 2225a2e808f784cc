import { grouped } from '../../collections/grouped';
import { namedObject } from '../../model/address';
import { operatorResourceOf } from '../../model/app-model';
import { leakBetween, type SharedHost, sharedHosts } from '../../model/shared-host';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';
import { placementsOf } from './placements';

/** What rule H8 says of one environment, for those that share a cluster and so an operator. */
export const E6: AcrossRule = {
  severity: Severity.ERROR,
  title: 'Environments in one cluster have one host for instant updates of v1alpha1',
  why: 'The operator of the cluster has one host for all v1alpha1 resources, whichever environment they belong to: a stream of events that breaks is opened again at the host of another, with the access token of its own.',
  source:
    'operator v0.10.4 to v0.11.7: API_HOST_URL in internal/config/config.go; internal/services/infisicalsecret/reconciler.go (OpenInstantUpdatesStream), internal/api/api.go (CallSubscribeProjectEvents)',
  bad: `const live = { instantUpdates: true, resyncInterval: Duration.minutes(5) };
const sync = { ...live, secretPath: '/orders', apiGeneration: ApiGeneration.V1ALPHA1 };
new SyncedSecret(stagingChart, 'secrets', { ...sync, host: InfisicalHost.cloudEu() });
new SyncedSecret(prodChart, 'secrets', { ...sync, host: InfisicalHost.cloudUs() });`,
  good: `const live = { instantUpdates: true, resyncInterval: Duration.minutes(5) };
const sync = { ...live, secretPath: '/orders', apiGeneration: ApiGeneration.V1ALPHA1 };
new SyncedSecret(stagingChart, 'secrets', sync);
new SyncedSecret(prodChart, 'secrets', sync);`,
  check: (environments, report) => {
    const placements = placementsOf(environments);
    const placed = environments.flatMap((environment) => {
      if (environment.deployed === false) return [];
      const hosts = hostsIn(environment);
      const clusters = new Map((placements.get(environment) ?? []).map(({ cluster, shown }) => [cluster, shown]));
      return hosts.length === 0
        ? []
        : [...clusters].map(([cluster, shown]) => ({ environment, cluster, shown, hosts }));
    });
    const told = new Set<SharedHost>();
    for (const inCluster of grouped(placed, ({ cluster }) => cluster).values()) {
      for (const [i, { environment, shown, hosts }] of inCluster.entries()) {
        const found = findLeak(hosts, inCluster.slice(0, i));
        if (found === undefined || told.has(found.own)) continue;
        told.add(found.own);
        const { own, other, elsewhere, from, to } = found;
        report(
          own.owner.resource,
          own.owner.host,
          [environment.environment, elsewhere],
          `hostAPI "${urlOf(own)}" differs from "${urlOf(other)}" of ${namedObject(other.owner.resource.manifest)} of the environment "${elsewhere}" in the same cluster (${shown}), whose operator sends the access token of "${urlOf(from)}" to "${urlOf(to)}" when it opens the stream of instant updates again: use one host, drop instantUpdates, or use v1beta1, in which each InfisicalConnection keeps its own`,
        );
      }
    }
  },
};

/** One resource for each host, and one with a stream where there is any. */
function hostsIn({ resources }: EnvironmentResources): readonly SharedHost[] {
  const all = sharedHosts(resources.flatMap(operatorResourceOf));
  const kinds = grouped(all, ({ host, hasStream }) => JSON.stringify([host, hasStream]));
  return [...kinds.values()].map(([first]) => first);
}

interface InCluster {
  readonly environment: EnvironmentResources;
  readonly hosts: readonly SharedHost[];
}

/** What an environment and an earlier one of the same cluster do to each other. */
function findLeak(hosts: readonly SharedHost[], earlier: readonly InCluster[]) {
  for (const { environment, hosts: others } of earlier) {
    for (const own of hosts) {
      for (const other of others) {
        const leak = leakBetween(own, other);
        if (leak !== undefined) return { own, other, elsewhere: environment.environment, ...leak };
      }
    }
  }
  return undefined;
}

function urlOf({ owner }: SharedHost): string {
  return owner.host.value ?? '';
}
