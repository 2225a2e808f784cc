import type { SideBySide, WorkloadTable } from './side-by-side';

/** What is not the same everywhere, for people: `only in staging`, `not in prod`. */
export function presenceText({ columns, absent }: Pick<WorkloadTable, 'columns' | 'absent'>): string {
  if (absent.length === 0) return '';
  const titles = (list: WorkloadTable['columns']) => list.map(({ title }) => title).join(', ');
  return columns.length <= absent.length ? `only in ${titles(columns)}` : `not in ${titles(absent)}`;
}

export interface Differences {
  /** Workloads that get something else in one environment than in another. */
  readonly different: readonly WorkloadTable[];
  /** Workloads that an environment does not have. */
  readonly absent: readonly WorkloadTable[];
}

export function differencesIn({ workloads }: SideBySide): Differences {
  return {
    different: workloads.filter(({ isAlike }) => !isAlike),
    absent: workloads.filter(({ absent }) => absent.length > 0),
  };
}
