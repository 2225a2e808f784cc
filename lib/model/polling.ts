import { type Fields, fields, list, text } from '../json/json';
import { qualifiedName } from './address';
import type { AppModel } from './app-model';
import { DEFAULT_INTERVAL, INSTANT_INTERVAL, SHORTEST_INTERVAL, secondsOf } from './duration';
import { baseUrl, CLOUD_US } from './host';
import { asksForInstantUpdates } from './instant-updates';
import { isGiven } from './presence';
import type { Resource } from './resource';

/** How often one of the operator's resources asks Infisical. */
export interface Polling {
  readonly resource: Resource;
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
  const hosts = connectionHosts(app);
  return app.infisical.flatMap((resource) => {
    if (resource.failure !== undefined) return [];
    const spec = fields(resource.manifest.spec);
    switch (resource.manifest.kind) {
      case 'InfisicalSecret':
        return ofSecret(resource, spec);
      case 'InfisicalStaticSecret':
        return ofStaticSecret(resource, spec, hosts.get(nameIn(fields(spec.infisicalAuthRef))));
      case 'InfisicalPushSecret':
        return ofPlace(resource, spec, fields(spec.destination), secondsOf(spec.resyncInterval));
      case 'InfisicalDynamicSecret':
        return ofPlace(resource, spec, fields(spec.dynamicSecret), LEASE_INTERVAL);
      default:
        return [];
    }
  });
}

function ofSecret(resource: Resource, spec: Fields): Polling[] {
  const scopes = Object.values(fields(spec.authentication)).map((block) => fields(fields(block).secretsScope));
  const slug = scopes.some(({ projectSlug }) => isGiven(projectSlug));
  const { resyncInterval } = isGiven(spec.syncConfig) ? fields(spec.syncConfig) : spec;
  const stated = typeof resyncInterval === 'number' ? resyncInterval : secondsOf(resyncInterval);
  const otherwise = asksForInstantUpdates(resource) ? INSTANT_INTERVAL : DEFAULT_INTERVAL;
  const interval = stated !== undefined && stated >= SHORTEST_INTERVAL ? stated : otherwise;
  return [{ resource, host: hostOf(spec), interval, reads: 1, lookups: slug ? 1 : 0 }];
}

function ofStaticSecret(resource: Resource, spec: Fields, host: string | undefined): Polling[] {
  const interval = secondsOf(fields(spec.syncOptions).refreshInterval);
  if (host === undefined || interval === undefined) return [];
  const sources = list(spec.sources);
  const slugs = sources.filter(({ projectSlug }) => isGiven(projectSlug)).length;
  return [{ resource, host, interval, reads: sources.length, lookups: slugs * Math.min(1, interval / SLUG_CACHE) }];
}

function ofPlace(resource: Resource, spec: Fields, { projectSlug }: Fields, interval: number | undefined): Polling[] {
  if (interval === undefined) return [];
  return [{ resource, host: hostOf(spec), interval, reads: 1, lookups: isGiven(projectSlug) ? 1 : 0 }];
}

/** The host of each InfisicalAuth whose connection the app has as well. */
function connectionHosts({ infisical }: AppModel): Map<string, string> {
  const ofKind = (kind: string) => infisical.filter(({ manifest }) => manifest.kind === kind);
  const connections = new Map(
    ofKind('InfisicalConnection').map(({ manifest }) => [
      nameIn(manifest.metadata),
      text(fields(manifest.spec).address) || CLOUD_US,
    ]),
  );
  return new Map(
    ofKind('InfisicalAuth').flatMap(({ manifest }): [string, string][] => {
      const host = connections.get(nameIn(fields(fields(manifest.spec).infisicalConnectionRef)));
      return host === undefined ? [] : [[nameIn(manifest.metadata), baseUrl(host)]];
    }),
  );
}

function hostOf({ hostAPI }: Fields): string {
  return baseUrl(text(hostAPI) || CLOUD_US);
}

function nameIn({ name, namespace }: { readonly name?: unknown; readonly namespace?: unknown }): string {
  return qualifiedName({ name: text(name), namespace: text(namespace) });
}
