import { ADOPT } from './adoptions';
import { HELM, type Layout, PRODUCT, PRODUCT_IN_APP } from './contestants';
import type { Result } from './result';

interface Target {
  readonly work: string;
  readonly most: number;
  readonly measured: (of: Lookup) => number | undefined;
}

type Lookup = (contestant: string, count: number, layout: Layout) => Result | undefined;

const ONE: Layout = 'one chart';
const EACH: Layout = 'a chart per application';
const ADOPTED: Layout = 'manifests adopted';

/** What the benchmark has to show, as ratios of medians in one run. */
const TARGETS: readonly Target[] = [
  { work: '1,000 applications, one chart / helm', most: 1.6, measured: wall(PRODUCT, HELM, 1_000, ONE) },
  { work: '10,000 applications, one chart / helm', most: 1.5, measured: wall(PRODUCT, HELM, 10_000, ONE) },
  { work: '10,000 applications, a chart each / helm', most: 2.6, measured: wall(PRODUCT, HELM, 10_000, EACH) },
  { work: '1,000 charts of one / cdk8s App', most: 1 / 8, measured: wall(PRODUCT, PRODUCT_IN_APP, 1_000, EACH) },
  {
    work: '1 application, cdk8s-infisical synth / npx cdk8s synth',
    most: 0.2,
    measured: wall('cdk8s-infisical synth', 'npx cdk8s synth', 1, ONE),
  },
  { work: '1,000 manifests, cdk8s-infisical adopt / helm', most: 4, measured: wall(ADOPT, HELM, 1_000, ADOPTED) },
  { work: 'growth of CPU time, one chart', most: 1.1, measured: growth(ONE) },
  { work: 'growth of CPU time, a chart per application', most: 1.1, measured: growth(EACH) },
  { work: 'growth of CPU time, manifests adopted', most: 1.1, measured: growth(ADOPTED, ADOPT) },
  { work: 'peak memory of 10,000, one chart / helm', most: 2, measured: peak(ONE) },
  { work: 'peak memory of 10,000, a chart per application / helm', most: 2, measured: peak(EACH) },
];

/** A table of what was measured of them. */
export function targets(results: readonly Result[]): string {
  const find: Lookup = (contestant, count, layout) =>
    results.find((one) => one.contestant === contestant && one.count === count && one.layout === layout && !one.cut);
  const rows = TARGETS.flatMap(({ work, most, measured }) => {
    const value = measured(find);
    if (value === undefined) return [];
    return [`| ${work} | ${Number(most.toFixed(3))} | ${value.toFixed(3)} | ${value <= most ? 'yes' : 'no'} |`];
  });
  if (rows.length === 0) return '';
  return ['## Targets', '', '| ratio | at most | measured | met |', '|---|---|---|---|', ...rows, '', ''].join('\n');
}

function wall(one: string, other: string, count: number, layout: Layout): Target['measured'] {
  return (of) => ratio(of(one, count, layout)?.wallMs, of(other, count, layout)?.wallMs);
}

function growth(layout: Layout, contestant = PRODUCT): Target['measured'] {
  return (of) => {
    const times = ratio(of(contestant, 10_000, layout)?.cpuMs, of(contestant, 1_000, layout)?.cpuMs);
    return times === undefined ? undefined : Math.log10(times);
  };
}

function peak(layout: Layout): Target['measured'] {
  return (of) => ratio(of(PRODUCT, 10_000, layout)?.peakMib, of(HELM, 10_000, layout)?.peakMib);
}

function ratio(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined || other === 0 ? undefined : one / other;
}
