import { grouped } from '../../lib/collections/grouped';
import { distinct } from '../../lib/collections/order';
import type { AccessReport, WholeFolder } from './access-report';
import { type AccessRow, type Named, objectName } from './access-row';

/** An environment, in one cluster. */
export interface Scope {
  /** Its name; with the folder of the manifests where several have one of that name. */
  readonly title: string;
  readonly environment: string;
  readonly holders: readonly Holder[];
  readonly wholeFolders: readonly WholeFolder[];
}

/** A workload, or an object that gets keys from a template. */
interface Holder {
  readonly holder: Named;
  readonly rows: readonly AccessRow[];
}

type Situated = Pick<AccessRow, 'environment' | 'cluster'>;

export function scopesOf(report: AccessReport): Scope[] {
  const { rows, wholeFolders } = report;
  const title = titleIn(report);
  const rowsByTitle = grouped(rows, title);
  const foldersByTitle = grouped(wholeFolders, title);
  return distinct([...rowsByTitle.keys(), ...foldersByTitle.keys()]).map((name) => {
    const own = rowsByTitle.get(name) ?? [];
    const folders = foldersByTitle.get(name) ?? [];
    return {
      title: name,
      environment: (own[0] ?? folders[0]).environment,
      holders: [...grouped(own, ({ holder }) => objectName(holder)).values()].map((together) => ({
        holder: together[0].holder,
        rows: together,
      })),
      wholeFolders: folders,
    };
  });
}

/** Names the environment of each part of a report. */
export function titleIn({ rows, wholeFolders, pushes }: AccessReport): (one: Situated) => string {
  return titlesOf([...rows, ...wholeFolders, ...pushes]);
}

/** Names the environment of each of these. */
export function titlesOf(all: readonly Situated[]): (one: Situated) => string {
  const clusters = new Map(
    [...grouped(all, ({ environment }) => environment)].map(([name, alike]) => [
      name,
      new Set(alike.map(({ cluster }) => cluster)),
    ]),
  );
  return ({ environment, cluster }) => {
    if (environment === '') return cluster;
    return (clusters.get(environment)?.size ?? 0) < 2 ? environment : `${environment} (${cluster})`;
  };
}
