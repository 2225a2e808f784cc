import { grouped } from '../../../lib/collections/grouped';
import { freeName } from '../../../lib/text/free-name';
import type { Draft } from '../draft/draft';
import { chartName } from '../model/chart-names';
import { declarationsOf, type PlannedChart } from './declarations';
import { Ids } from './ids';
import { isLoop, withLoops } from './loops';

/** What is alike in several charts of a namespace comes together in one, called after it: there it is a table. */
export function withAlikeTogether(charts: readonly PlannedChart[]): PlannedChart[] {
  const byNamespace = grouped(charts, ({ namespace }) => namespace);
  return [...byNamespace].flatMap(([, own]) => (own.length < 2 ? own : together(own, charts)));
}

function together(charts: readonly PlannedChart[], all: readonly PlannedChart[]): PlannedChart[] {
  const [first] = charts;
  const { namespace } = first;
  const broken = new Map(charts.flatMap((chart) => [...chart.broken]));
  const whole = { ...first, drafts: charts.flatMap((chart) => chart.drafts), broken };
  const declarations = declarationsOf(whole, new Ids());
  const single = new Set(withLoops(declarations).flatMap((block) => (isLoop(block) ? [] : [block.draft])));
  if (single.size === declarations.length) return [...charts];
  const isTaken = (name: string) => all.some((chart) => chart.name === name && !charts.includes(chart));
  const name = freeName(namespace === undefined ? first.name : chartName(namespace), '-', isTaken);
  const own = charts.find((chart) => chart.name === name);
  const isTogether = (draft: Draft) => !single.has(draft) || own?.drafts.includes(draft);
  const joined = { name, namespace, drafts: whole.drafts.filter(isTogether), broken };
  const others = charts
    .filter((chart) => chart !== own)
    .map((chart) => ({ ...chart, drafts: chart.drafts.filter((draft) => !isTogether(draft)) }));
  return [joined, ...others.filter(({ drafts }) => drafts.length > 0)];
}
