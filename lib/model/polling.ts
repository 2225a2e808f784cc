import { type Fields, fields, list, text } from '../json/json';
import type { AppModel } from './app-model';
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

/** Where the operator asks if nobody says otherwise. */
const DEFAULT_HOST = 'https://app.infisical.com';
/** v1beta1 remembers the id of a project for half an hour. */
const SLUG_CACHE = 1800;
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const DEFAULT_INTERVAL = 300;
/** The default of v1alpha1 where Infisical pushes changes. */
const INSTANT_INTERVAL = 3600;
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
        return ofStaticSecret(resource, spec, hosts.get(addressOf(fields(spec.infisicalAuthRef))));
      case 'InfisicalPushSecret':
        return ofPlace(resource, spec, fields(spec.destination), seconds(spec.resyncInterval));
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
  const stated = typeof resyncInterval === 'number' ? resyncInterval : seconds(resyncInterval);
  const otherwise = asksForInstantUpdates(resource) ? INSTANT_INTERVAL : DEFAULT_INTERVAL;
  const interval = stated !== undefined && stated >= 5 ? stated : otherwise;
  return [{ resource, host: hostOf(spec), interval, reads: 1, lookups: slug ? 1 : 0 }];
}

function ofStaticSecret(resource: Resource, spec: Fields, host: string | undefined): Polling[] {
  const interval = seconds(fields(spec.syncOptions).refreshInterval);
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
      addressOf(manifest.metadata),
      text(fields(manifest.spec).address) || DEFAULT_HOST,
    ]),
  );
  return new Map(
    ofKind('InfisicalAuth').flatMap(({ manifest }): [string, string][] => {
      const host = connections.get(addressOf(fields(fields(manifest.spec).infisicalConnectionRef)));
      return host === undefined ? [] : [[addressOf(manifest.metadata), base(host)]];
    }),
  );
}

function hostOf({ hostAPI }: Fields): string {
  return base(text(hostAPI) || DEFAULT_HOST);
}

function base(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/api$/, '');
}

function addressOf({ name, namespace }: { readonly name?: unknown; readonly namespace?: unknown }): string {
  return `${text(namespace) ?? ''}/${text(name) ?? ''}`;
}

/** The seconds of an interval; undefined where there is none, or the operator does not understand it. */
function seconds(interval: unknown): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,8})([smhdw])$/.exec(text(interval) ?? '') ?? [];
  return unit === undefined ? undefined : Number(count) * UNITS[unit];
}
