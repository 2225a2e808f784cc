import { ADOPT } from './adoptions';
import { CDK8S_SYNTH, SYNTH } from './commands';
import { HELM, HELM_VALIDATED, PRODUCT, PRODUCT_IN_APP } from './contestants';
import { FULL_SYNTH, LINT, VALIDATED, WATCHED_SYNTH } from './environments';
import { growths, type Layout, type Measured, type Result } from './result';

interface Target {
  readonly work: string;
  readonly most: number;
  readonly measured: (all: Measured) => number | undefined;
}

type Figure = 'wallMs' | 'cpuMs' | 'peakMib';

const ONE: Layout = 'one chart';
const EACH: Layout = 'a chart per application';
const ADOPTED: Layout = 'manifests adopted';
const THREE: Layout = 'three environments';

/** What the benchmark has to show: of medians in one run. */
const TARGETS: readonly Target[] = [
  { work: '1,000 applications, one chart / helm', most: 0.8, measured: ratio(PRODUCT, HELM, 1_000, ONE) },
  {
    work: '1,000 applications, one chart / helm piped to kubeconform',
    most: 0.4,
    measured: ratio(PRODUCT, HELM_VALIDATED, 1_000, ONE),
  },
  { work: '10,000 applications, one chart / helm', most: 0.75, measured: ratio(PRODUCT, HELM, 10_000, ONE) },
  { work: '1,000 applications, a chart each / helm', most: 0.95, measured: ratio(PRODUCT, HELM, 1_000, EACH) },
  { work: '10,000 applications, a chart each / helm', most: 1.2, measured: ratio(PRODUCT, HELM, 10_000, EACH) },
  {
    work: '10,000 applications, one chart / helm: peak memory',
    most: 2,
    measured: ratio(PRODUCT, HELM, 10_000, ONE, 'peakMib'),
  },
  {
    work: '10,000 applications, a chart each / helm: peak memory',
    most: 2,
    measured: ratio(PRODUCT, HELM, 10_000, EACH, 'peakMib'),
  },
  { work: '1,000 charts of one / cdk8s App', most: 1 / 8, measured: ratio(PRODUCT, PRODUCT_IN_APP, 1_000, EACH) },
  {
    work: '1,000 in three environments: synth after one change, with --watch / without',
    most: 0.5,
    measured: ratio(WATCHED_SYNTH, FULL_SYNTH, 1_000, THREE),
  },
  {
    work: '1,000 in three environments: lint / kubeconform of the same files: CPU time',
    most: 1,
    measured: ratio(LINT, VALIDATED, 1_000, THREE, 'cpuMs'),
  },
  {
    work: '1,000 in three environments: the page of report, MB',
    most: 2,
    measured: ({ page }) => page && page.bytes / 1e6,
  },
  {
    work: '1,000 in three environments: the page of report, s until the first paint',
    most: 1,
    measured: ({ page }) => page?.paintMs && page.paintMs / 1e3,
  },
  {
    work: '1 application: cdk8s-infisical synth / npx cdk8s synth',
    most: 0.2,
    measured: ratio(SYNTH, CDK8S_SYNTH, 1, ONE),
  },
  { work: '1,000 manifests: cdk8s-infisical adopt / helm', most: 4, measured: ratio(ADOPT, HELM, 1_000, ADOPTED) },
  { work: 'growth of CPU time, one chart', most: 1.05, measured: growth(ONE) },
  { work: 'growth of CPU time, a chart per application', most: 1.05, measured: growth(EACH) },
  { work: 'growth of CPU time, of the command that grows most', most: 1.05, measured: growth(THREE) },
];

/** A table of what was measured of them. */
export function targets(all: Measured): string[] {
  const rows = TARGETS.flatMap(({ work, most, measured }) => {
    const value = measured(all);
    if (value === undefined) return [];
    return [`| ${work} | ${Number(most.toFixed(3))} | ${value.toFixed(2)} | ${value <= most ? 'yes' : 'no'} |`];
  });
  if (rows.length === 0) return [];
  return ['## Targets', '', '| work | at most | measured | met |', '|---|---|---|---|', ...rows, ''];
}

function ratio(one: string, other: string, count: number, layout: Layout, of: Figure = 'wallMs'): Target['measured'] {
  return ({ results }) => {
    const find = (name: string): Result | undefined =>
      results.find((row) => row.contestant === name && row.count === count && row.layout === layout && !row.cut);
    const [figure, reference] = [find(one)?.[of], find(other)?.[of]];
    return figure && reference ? figure / reference : undefined;
  };
}

/** Of the product, or of those of its commands that grow most. */
function growth(layout: Layout): Target['measured'] {
  return ({ results }) => {
    const isOurs = (name: string) => (layout === THREE ? name !== VALIDATED : name === PRODUCT);
    const exponents = growths(results)
      .filter((one) => one.layout === layout && isOurs(one.contestant))
      .map(({ exponent }) => exponent);
    return exponents.length === 0 ? undefined : Math.max(...exponents);
  };
}
