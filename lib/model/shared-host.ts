import { unsetPartOf } from '../text/unset-text';
import { CLOUD_US, canonicalHost, urlProblem } from './host';
import type { OperatorResource } from './operator-resource';
import { isFilledInLater } from './resource';

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
    if (owner.generation !== 'v1alpha1' || owner.kind === 'ClusterGenerator' || !url) return [];
    // What is no URL is told by H3, a part that stands for nothing by N6.
    if (urlProblem(url) || unsetPartOf(url) !== undefined || isFilledInLater(owner.resource, url)) return [];
    const hasStream = owner.kind === 'InfisicalSecret' && owner.instantUpdates.value === true;
    return [{ owner, host: oneName(canonicalHost(url)), hasStream }];
  });
}

/** One name of those that lead to one Infisical: a Service has a short one and a whole one. */
function oneName(host: string): string {
  return OTHER_NAMES[host] ?? host.replace(/\.svc\.cluster\.local\.?(?=:|\/|$)/, '.svc');
}

/** By what the operator mixes up the hosts of two resources, the one that loses its token first; undefined if nothing does. */
export function leakBetween(one: SharedHost, other: SharedHost): { from: SharedHost; to: SharedHost } | undefined {
  if (one.host === other.host) return undefined;
  if (one.hasStream) return { from: one, to: other };
  return other.hasStream ? { from: other, to: one } : undefined;
}
