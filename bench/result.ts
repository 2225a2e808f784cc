import type { Run } from './measure';

export type Layout = 'one chart' | 'a chart per application' | 'manifests adopted' | 'three environments';

/** The median of one contestant's runs at one size. */
export interface Result extends Run {
  readonly layout: Layout;
  readonly count: number;
  readonly contestant: string;
}

/** The page that `report` makes of 1,000 workloads in three environments. */
export interface Page {
  readonly bytes: number;
  /** Until a browser shows something of it; undefined where there is none. */
  readonly paintMs?: number;
}

/** What was measured. */
export interface Measured {
  readonly results: readonly Result[];
  readonly page?: Page;
}

const GROWN = 10;
/** Below, what a process needs to begin with hides how it grows. */
const FEWEST = 300;

export interface Growth {
  readonly contestant: string;
  readonly layout: Layout;
  readonly from: number;
  /** How CPU time grows with the number of applications: 1 is linear, 2 quadratic. */
  readonly exponent: number;
}

export function growths(results: readonly Result[]): Growth[] {
  const whole = results.filter(({ cut, cpuMs }) => !cut && cpuMs > 0);
  return whole.flatMap((small) => {
    const large = whole.find(
      ({ contestant, layout, count }) =>
        contestant === small.contestant && layout === small.layout && count === small.count * GROWN,
    );
    if (large === undefined || small.count < FEWEST) return [];
    const { contestant, layout, count } = small;
    return [{ contestant, layout, from: count, exponent: Math.log(large.cpuMs / small.cpuMs) / Math.log(GROWN) }];
  });
}

/** What was measured in the same work, by its title. */
export function grouped(results: readonly Result[]): Map<string, Result[]> {
  const titles = new Set(results.map(titleOf));
  return new Map([...titles].map((title) => [title, results.filter((one) => titleOf(one) === title)]));
}

export function titleOf({ count, layout }: Pick<Result, 'count' | 'layout'>): string {
  if (layout === 'manifests adopted') return `${many(count)} ${layout}`;
  return `${count === 1 ? '1 application' : `${many(count)} applications`}, ${layout}`;
}

export function many(count: number): string {
  return count.toLocaleString('en');
}
