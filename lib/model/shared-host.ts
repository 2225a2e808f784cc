import { CLOUD_US, canonicalHost, urlProblem } from './host';
import type { OperatorResource } from './operator-resource';

/**
 * The host that a resource of v1alpha1 names, which the operator keeps in one variable for all of them: each run
 * overwrites it, whatever still logs in, or asks for events again, with the host of another.
 */
export interface SharedHost {
  readonly owner: OperatorResource;
  /** One text for one Infisical. */
  readonly host: string;
  /** Whether it keeps a stream of events, which connects again, with its access token, whenever it breaks. */
  readonly hasStream: boolean;
}

const OTHER_NAMES: Readonly<Record<string, string>> = { 'https://us.infisical.com': CLOUD_US };

/** That of each resource which names one; the others have the default of the operator. */
export function sharedHosts(operator: readonly OperatorResource[]): SharedHost[] {
  return operator.flatMap((owner) => {
    const url = owner.host.value;
    // What is no URL is told by H3.
    if (owner.generation !== 'v1alpha1' || owner.kind === 'ClusterGenerator' || !url || urlProblem(url)) return [];
    const host = canonicalHost(url);
    const hasStream = owner.kind === 'InfisicalSecret' && owner.instantUpdates.value === true;
    return [{ owner, host: OTHER_NAMES[host] ?? host, hasStream }];
  });
}

/** By what the operator mixes up the hosts of two resources, the one that loses its token first; undefined if nothing does. */
export function leakBetween(one: SharedHost, other: SharedHost): { from: SharedHost; to: SharedHost } | undefined {
  if (one.host === other.host) return undefined;
  if (one.hasStream) return { from: one, to: other };
  return other.hasStream ? { from: other, to: one } : undefined;
}
