import { didYouMean } from '../../lib/validation/did-you-mean';
import type { AccessReport } from './access-report';
import { distinct } from './order';

export interface Filter {
  /** A secret key; who gets every key of a folder may have it too. */
  readonly key?: string;
  /** Environments in Infisical; all where there are none. */
  readonly environments: readonly string[];
}

/**
 * The part of the report that was asked for.
 *
 * @throws if it has none of the environments, or nobody gets the key
 */
export function filtered(report: AccessReport, filter: Filter): AccessReport {
  checkEnvironments(filter, [report]);
  const part = partOf(report, filter);
  if (filter.key !== undefined && part.rows.length === 0) {
    const keys = distinct(report.rows.flatMap(({ key }) => key ?? []));
    const remedy = 'call report without --key to see all keys';
    throw new Error(`no workload gets the key "${filter.key}": ${didYouMean(filter.key, keys, remedy)}`);
  }
  return part;
}

/**
 * The same part of two reports: an environment may be in one of them only, and nobody may get a key any more.
 *
 * @throws if neither has one of the environments
 */
export function bothFiltered(
  before: AccessReport,
  after: AccessReport,
  filter: Filter,
): [before: AccessReport, after: AccessReport] {
  checkEnvironments(filter, [before, after]);
  return [partOf(before, filter), partOf(after, filter)];
}

function partOf({ rows, wholeFolders, workloads }: AccessReport, { key, environments }: Filter): AccessReport {
  const isWanted = ({ environment }: { environment: string }) =>
    environments.length === 0 || environments.includes(environment);
  const mayHave = (row: { key?: string; lease?: string }) =>
    key === undefined || row.key === key || (row.key === undefined && row.lease === undefined);
  return {
    rows: rows.filter((row) => isWanted(row) && mayHave(row)),
    wholeFolders: key === undefined ? wholeFolders.filter(isWanted) : [],
    workloads,
  };
}

function checkEnvironments({ environments }: Filter, reports: readonly AccessReport[]): void {
  const situated = reports.flatMap(({ rows, wholeFolders }) => [...rows, ...wholeFolders]);
  const known = distinct(situated.map(({ environment }) => environment).filter(Boolean));
  for (const name of environments) {
    if (known.includes(name)) continue;
    const remedy = known.length === 0 ? 'they have none' : `they have ${known.join(', ')}`;
    throw new Error(`the manifests have no environment "${name}": ${didYouMean(name, known, remedy)}`);
  }
}
