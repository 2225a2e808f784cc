import { grouped } from '../../../collections/grouped';
import { CLOUD_US } from '../../../model/host';
import { type Polling, pollingOf } from '../../../model/polling';
import { withoutCredentials } from '../../../text/credential-text';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';

/**
 * Requests for secrets that Infisical Cloud takes in a minute from one IP address, on its free plan. A self-hosted
 * Infisical has no such limit. From https://infisical.com/docs/api-reference/overview/rate-limits
 */
const SECRET_LIMIT = 120;
/** Requests of any kind, from the same page. */
const TOTAL_LIMIT = 600;

export const T8 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'All syncs together stay below the rate limit of Infisical Cloud',
  why: 'All syncs of a cluster come from one IP address. What is too much is answered 429, and syncs fail at random; v1alpha1 then asks again ten times within a second, whatever Retry-After says, where v1beta1 waits.',
  source: 'https://infisical.com/docs/api-reference/overview/rate-limits; operator v0.11.5, seen with an answer 429',
  bad: reading(11, '5s'),
  good: reading(11, '1m'),
  check: (app, report) => {
    for (const [host, pollings] of grouped(pollingOf(app), (polling) => polling.host)) {
      if (!isCloud(host)) continue;
      const reads = perMinute(pollings, ({ reads: each }) => each);
      const lookups = perMinute(pollings, ({ lookups: each }) => each);
      if (reads <= SECRET_LIMIT && reads + lookups <= TOTAL_LIMIT) continue;
      const { resource, interval } = fastestOf(pollings).owner;
      report(resource, interval, rateMessage(host, pollings, reads, lookups));
    }
  },
});

function reading(folders: number, refreshInterval: string): ExampleObjects {
  const projectId = '6f1c2d7e-8a3b-4c5d-9e6f-000000000001';
  const source = (_: unknown, i: number) => ({ projectId, environmentSlug: 'prod', secretPath: `/team-${i}` });
  const sources = Array.from({ length: folders }, source);
  return {
    objects: [
      { kind: 'InfisicalConnection', spec: { address: CLOUD_US } },
      { kind: 'InfisicalAuth' },
      { kind: 'InfisicalStaticSecret', spec: { sources, syncOptions: { refreshInterval } } },
    ],
  };
}

function rateMessage(host: string, pollings: readonly Polling[], reads: number, lookups: number): string {
  const { interval } = fastestOf(pollings);
  const alike = pollings.filter((polling) => polling.interval === interval).length;
  const longer = Math.max(
    (sum(pollings, (polling) => polling.reads) * 60) / SECRET_LIMIT,
    (sum(pollings, (polling) => polling.reads + polling.lookups) * 60) / TOTAL_LIMIT,
  );
  const ids = lookups >= 1 ? `, and projectId in place of projectSlug, which saves ${countText(lookups)} of them` : '';
  const isImpatient = pollings.some(({ owner }) => owner.kind === 'InfisicalSecret');
  const patience = isImpatient ? '. v1beta1 waits as long as Infisical says, v1alpha1 asks again at once' : '';
  return (
    `the ${countText(pollings.length)} syncs from "${withoutCredentials(host)}" take ${countText(reads + lookups)} requests a minute, ${countText(reads)} of them for secrets, ` +
    `and Infisical Cloud allows one IP address ${TOTAL_LIMIT}, and ${SECRET_LIMIT} for secrets: ` +
    `write an interval of "${roundedMinutes(longer)}" or more in place of "${shownInterval(interval)}" (${countText(alike)} of them)${ids}${patience}`
  );
}

function isCloud(host: string): boolean {
  return URL.canParse(host) && /(^|\.)infisical\.com$/.test(new URL(host).hostname);
}

function perMinute(pollings: readonly Polling[], requests: (polling: Polling) => number): number {
  const exact = sum(pollings, (polling) => (requests(polling) * 60) / polling.interval);
  // A sum of many fractions is never exact.
  return Math.round(exact * 1e6) / 1e6;
}

function sum(pollings: readonly Polling[], amount: (polling: Polling) => number): number {
  return pollings.reduce((total, polling) => total + amount(polling), 0);
}

function fastestOf(pollings: readonly Polling[]): Polling {
  return pollings.reduce((first, other) => (other.interval < first.interval ? other : first));
}

/** Whole minutes, so that nothing is below the limit by a second only. */
function roundedMinutes(interval: number): string {
  return `${Math.max(1, Math.ceil(interval / 60))}m`;
}

function shownInterval(interval: number): string {
  return interval % 60 === 0 ? `${interval / 60}m` : `${interval}s`;
}

/** With separators, as whoever reads a log has no calculator. */
function countText(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ',');
}
