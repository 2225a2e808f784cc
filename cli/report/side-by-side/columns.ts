import { grouped } from '../../../lib/collections/grouped';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { environmentKey } from '../../../lib/model/environment-order';
import type { AccessReport } from '../../access-report/access-report';
import { type AccessRow, objectName } from '../../access-report/access-row';
import { titlesOf } from '../../access-report/scopes';

/** An environment in one cluster, as a column of tables. */
export interface Column {
  /** Its name; with the folder of the manifests where several have one of that name. */
  readonly title: string;
  readonly environment: string;
  readonly cluster: string;
}

/** What a workload gets in one environment, whichever environments of Infisical that comes from. */
export interface Deployed {
  readonly column: Column;
  readonly rows: readonly AccessRow[];
}

/** The workloads as they are deployed, in the order of the report, and the columns of all of them. */
export function deployedIn({ rows }: AccessReport): { columns: Column[]; deployed: Deployed[] } {
  const together = [...grouped(rows, deploymentId).values()];
  const situated = together.map((own) => ({ environment: mostOf(own), cluster: own[0].cluster, rows: own }));
  const titleOf = titlesOf(situated);
  const byTitle = new Map(
    situated.map(({ environment, cluster }) => {
      const title = titleOf({ environment, cluster });
      return [title, { title, environment, cluster }];
    }),
  );
  const columns = sortedNaturally([...byTitle.values()], ({ environment, cluster }) =>
    [environmentKey(environment), cluster].join('\0'),
  );
  const deployed = situated.flatMap((one): Deployed[] => {
    const column = byTitle.get(titleOf(one));
    return column === undefined ? [] : [{ column, rows: one.rows }];
  });
  return { columns, deployed };
}

/** Two files of one folder may have a workload of one name, each for its environment. */
function deploymentId({ cluster, holder, environment }: AccessRow): string {
  return JSON.stringify([cluster, holder.file ?? environment, objectName(holder)]);
}

/** What reads a common environment too is deployed in its own. */
function mostOf(rows: readonly AccessRow[]): string {
  const counts = grouped(rows, ({ environment }) => environment);
  return [...counts].reduce((most, one) => (one[1].length > most[1].length ? one : most))[0];
}
