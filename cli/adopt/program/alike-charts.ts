import { grouped } from '../../../lib/collections/grouped';
import { freeName } from '../../../lib/text/free-name';
import { chartName } from '../model/chart-names';
import { declarationsOf, type PlannedChart } from './declarations';
import { Ids } from './ids';
import { type Block, isLoop, withLoops } from './loops';

/** A chart, with what it declares where that is known already. */
interface JoinedChart extends PlannedChart {
  readonly declared?: { readonly ids: Ids; readonly blocks: readonly Block[] };
}

/** What is alike in several charts of a namespace comes together in one, called after it: there it is a table. */
export function withAlikeTogether(charts: readonly PlannedChart[]): JoinedChart[] {
  const byNamespace = grouped(charts, ({ namespace }) => namespace);
  return [...byNamespace].flatMap(([, own]) => (own.length < 2 ? own : together(own, charts)));
}

function together(charts: readonly PlannedChart[], all: readonly PlannedChart[]): JoinedChart[] {
  const [first] = charts;
  const { namespace } = first;
  const broken = new Map(charts.flatMap((chart) => [...chart.broken]));
  const whole = { ...first, drafts: charts.flatMap((chart) => chart.drafts), broken };
  const ids = new Ids();
  const declarations = declarationsOf(whole, ids);
  const blocks = withLoops(declarations);
  const single = new Set(blocks.flatMap((block) => (isLoop(block) ? [] : [block.draft])));
  if (single.size === declarations.length) return [...charts];
  const isTaken = (name: string) => all.some((chart) => chart.name === name && !charts.includes(chart));
  const name = freeName(namespace === undefined ? first.name : chartName(namespace), '-', isTaken);
  const own = charts.find((chart) => chart.name === name);
  // What stays in a chart may refer to the rest of it.
  const stays = (chart: PlannedChart) => chart !== own && chart.drafts.some((draft) => single.has(draft));
  const joining = charts.filter((chart) => !stays(chart));
  if (joining.length < 2) return [...charts];
  const joined = { name, namespace, drafts: joining.flatMap((chart) => chart.drafts), broken };
  if (joining.length === charts.length) return [{ ...joined, declared: { ids, blocks } }];
  return [joined, ...charts.filter(stays)];
}
