import { sortedNaturally } from '../../lib/collections/natural-order';
import { distinct } from '../../lib/collections/order';
import { environmentKey } from '../../lib/model/environment-order';
import { looksLikeCredential } from '../../lib/text/credential-text';
import { didYouMean } from '../../lib/text/did-you-mean';
import { fewOf } from '../../lib/text/few-of';
import type { AccessReport } from '../access-report/access-report';
import { type AccessRow, isEveryKey } from '../access-report/access-row';
import { type Folder, isSameOrWithin, projectFolderName } from '../access-report/folder';

export interface Filter {
  /** A secret key; who gets every key of its folder has it too. */
  readonly key?: string;
  /** Environments in Infisical; all where there are none. */
  readonly environments: readonly string[];
}

/**
 * The part of the report that was asked for.
 *
 * @throws if it has none of the environments, or nobody gets the key
 */
export function filterReport(report: AccessReport, filter: Filter): AccessReport {
  checkEnvironments(filter, [report]);
  const part = partOf(report, filter);
  if (filter.key !== undefined && part.rows.length === 0) {
    const keys = distinct(report.rows.flatMap(({ key }) => key ?? []));
    const remedy = keysWith(filter.key, keys) ?? 'call report without --key to see all keys';
    throw new Error(`no workload gets the key "${filter.key}": ${didYouMean(filter.key, keys, remedy)}`);
  }
  return part;
}

/** The keys of which somebody has named a part. */
function keysWith(part: string, keys: readonly string[]): string | undefined {
  const all = keys.filter((key) => key.toLowerCase().includes(part.toLowerCase()) && !looksLikeCredential(key));
  if (part === '' || all.length === 0) return undefined;
  return `did you mean ${fewOf(all.map((key) => JSON.stringify(key)))}?`;
}

/**
 * One part of two reports: an environment may be in one of them only, and nobody may get a key any more.
 *
 * @throws if neither has one of the environments
 */
export function filterBoth(
  before: AccessReport,
  after: AccessReport,
  filter: Filter,
): [before: AccessReport, after: AccessReport] {
  checkEnvironments(filter, [before, after]);
  return [partOf(before, filter), partOf(after, filter)];
}

function partOf(report: AccessReport, { key, environments }: Filter): AccessReport {
  const { rows, wholeFolders, pushes } = report;
  const isWanted = ({ environment }: { environment: string }) =>
    environments.length === 0 || environments.includes(environment);
  const wanted = rows.filter(isWanted);
  if (key !== undefined) return { ...report, rows: usersOf(key, wanted), wholeFolders: [], pushes: [] };
  // Of a push whose folder cannot be told, nobody knows that it is another environment.
  const wantedPushes = pushes.filter((push) => push.environment === '' || isWanted(push));
  return { ...report, rows: wanted, wholeFolders: wholeFolders.filter(isWanted), pushes: wantedPushes };
}

/** Who gets the key by its name, who gets it with all others of its folder, and who may get it under another name. */
function usersOf(key: string, rows: readonly AccessRow[]): AccessRow[] {
  const named = rows.flatMap((row) => (row.key === key ? row.folders : []));
  const folders = [...new Map(named.map((folder) => [projectFolderName(folder), folder])).values()];
  const mayHold = (folder: Folder) => folders.length === 0 || folders.some((one) => isSameOrWithin(one, folder));
  const mayBe = (row: AccessRow) => isEveryKey(row) || row.renamedTo !== undefined;
  return rows.filter((row) => row.key === key || (mayBe(row) && row.folders.some(mayHold)));
}

function checkEnvironments({ environments }: Filter, reports: readonly AccessReport[]): void {
  const situated = reports.flatMap(({ rows, wholeFolders, pushes }) => [...rows, ...wholeFolders, ...pushes]);
  const named = distinct(situated.map(({ environment }) => environment).filter(Boolean));
  const known = sortedNaturally(named, environmentKey);
  for (const name of environments) {
    if (known.includes(name)) continue;
    const remedy = known.length === 0 ? 'they have none' : `they have ${known.join(', ')}`;
    throw new Error(`the manifests have no environment "${name}": ${didYouMean(name, known, remedy)}`);
  }
}
