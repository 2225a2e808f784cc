import type { AppModel } from './app-model';
import { defaultAddressOf } from './default-connection';
import { defaultInterval } from './default-interval';
import { SHORTEST_INTERVAL, secondsOf } from './duration';
import { baseUrl, CLOUD_US } from './host';
import { doesOperator } from './operator-features';
import type { OperatorResource } from './operator-resource';
import { connectionOf, isAtDefaultConnection } from './resource-referred-to';

/** How often one of the operator's resources asks Infisical. */
export interface Polling {
  readonly owner: OperatorResource;
  /** The base URL of Infisical. */
  readonly host: string;
  /** Seconds between two syncs. */
  readonly interval: number;
  /** Requests for secrets that a sync takes. */
  readonly reads: number;
  /** Requests that turn a slug into the id of a project, also for each sync. */
  readonly lookups: number;
}

/** v1beta1 remembers the id of a project for half an hour. */
const SLUG_CACHE = 1800;
/** The operator looks after a lease at least as often. */
const LEASE_INTERVAL = 300;

/** What polls Infisical, as far as the app knows where that is. */
export function pollingOf(app: AppModel): Polling[] {
  return app.operator.flatMap((owner) => {
    const host = owner.resource.failure === undefined ? hostOf(app, owner) : undefined;
    const interval = intervalOf(owner, app.settings);
    if (host === undefined || interval === undefined) return [];
    const slugs = owner.folders.filter(({ projectSlug }) => projectSlug.isGiven).length;
    const isStatic = owner.kind === 'InfisicalStaticSecret';
    const isCached = isStatic && doesOperator(app.settings, 'projectIdCache');
    const lookups = isStatic ? slugs * (isCached ? Math.min(1, interval / SLUG_CACHE) : 1) : Math.min(1, slugs);
    return [{ owner, host, interval, reads: isStatic ? owner.sources.length : 1, lookups }];
  });
}

/** The base URL of Infisical, as far as the app knows it. */
function hostOf(app: AppModel, owner: OperatorResource): string | undefined {
  if (isAtDefaultConnection(app, owner)) return baseUrl(defaultAddressOf(app) ?? '') || undefined;
  const connection = connectionOf(app, owner);
  return connection && baseUrl(connection.host.value || CLOUD_US);
}

/** Seconds between two syncs; undefined where it is none that the operator uses, or none at all. */
export function intervalOf(
  { kind, spec, interval, instantUpdates }: OperatorResource,
  settings: AppModel['settings'],
): number | undefined {
  switch (kind) {
    case 'InfisicalSecret': {
      const { raw } = spec.at('syncConfig').isGiven ? interval : spec.at('resyncInterval');
      const stated = typeof raw === 'number' ? raw : secondsOf(raw);
      return stated !== undefined && stated >= SHORTEST_INTERVAL
        ? stated
        : defaultInterval(instantUpdates.value === true, settings);
    }
    case 'InfisicalDynamicSecret':
      return LEASE_INTERVAL;
    default:
      return secondsOf(interval.value);
  }
}
