import { hasCredential } from '../../lib/text/credential-forms';
import type { ReadManifest } from '../manifests/read-manifests';
import type { Draft } from './draft/draft';

/** How far workloads became constructs, and their pods props. */
export interface WorkloadFigures {
  readonly workloads: number;
  /** What is declared as it stands, and why. */
  readonly raw: readonly { readonly read: ReadManifest; readonly reason: string }[];
  /** How many fields the pods of the others have. */
  readonly podFields: number;
  /** How many of these only `podSpec` says. */
  readonly throughPodSpec: number;
  /** Which ones, and how often, the most frequent first. */
  readonly fields: readonly { readonly field: string; readonly count: number }[];
}

export function workloadFigures(drafts: readonly Draft[]): WorkloadFigures {
  const said = drafts.flatMap(({ of: read, workload }) => (workload ? [{ read, ...workload }] : []));
  const through = said.flatMap(({ throughPodSpec = [] }) => throughPodSpec).map(shownField);
  const counts = new Map<string, number>();
  for (const field of through) counts.set(field, (counts.get(field) ?? 0) + 1);
  return {
    workloads: said.length,
    raw: said.flatMap(({ read, whyRaw: reason }) => (reason === undefined ? [] : [{ read, reason }])),
    podFields: said.reduce((sum, { podFields }) => sum + podFields.length, 0),
    throughPodSpec: through.length,
    fields: [...counts]
      .map(([field, count]) => ({ field, count }))
      .sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1)),
  };
}

/** A share in percent, rounded up, so that nothing is told to be nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.ceil((part / whole) * 100);
}

/** What is no name of a field may be a value that was written in the place of one. */
function shownField(field: string): string {
  return /^[\w./[\]-]+$/.test(field) && !hasCredential(field) ? field : '(not shown)';
}
