import { grouped } from '../../../../lib/collections/grouped';
import { freeName } from '../../../../lib/text/free-name';
import { Variable } from '../../../typescript/code';
import { chartName } from '../../model/chart-names';
import { withAlikeTogether } from '../alike-charts';
import type { Column } from '../columns';
import type { PlannedChart } from '../declarations';
import { withoutEnvironment } from './environment-name';
import { type ChartOfEnvironment, declarationsIn, type MergedChart, mergedChart } from './merged-chart';
import { type ProjectProps, projectProps, withoutProjectProps } from './project-props';

/** What is adopted of one environment. */
export interface PlannedEnvironment {
  readonly name: string;
  readonly charts: readonly PlannedChart[];
}

export interface PlannedProject {
  readonly name: string;
  readonly props: ProjectProps;
  readonly charts: readonly MergedChart[];
}

/** What a chart calls its namespace where that is a prop of its own. */
export const CHART_NAMESPACE = new Variable('prop namespace');

interface NamedChart extends ChartOfEnvironment {
  readonly name: string;
}

/** One project for all environments, with each chart once where that is possible. */
export function plannedProject(environments: readonly PlannedEnvironment[]): PlannedProject {
  const charts = environments.flatMap(({ name: environment, charts: own }) =>
    withAlikeTogether(own).map((chart): NamedChart => {
      const declarations = declarationsIn(chart, environment);
      return { environment, name: chart.name, namespace: chart.namespace, declarations };
    }),
  );
  const props = projectProps(
    environments.map(({ name }) => {
      const own = charts.filter(({ environment }) => environment === name);
      const namespaces = own.map(({ namespace }) => namespace);
      return { name, namespaces, declarations: own.flatMap(({ declarations }) => declarations) };
    }),
  );
  const short = charts.map((chart) => ({
    ...chart,
    declarations: chart.declarations.map((one) => withoutProjectProps(one, chart.environment, props)),
  }));
  const slug = props.project.projectSlug;
  const name = typeof slug === 'string' && /^[A-Za-z]/.test(slug) ? slug : 'project';
  return { name, props, charts: withFreeNames(mergedCharts(short, props, name)) };
}

/** Charts of one name are one; where each environment has a single one, that is the same whatever it is called. */
function mergedCharts(charts: readonly NamedChart[], { environments }: ProjectProps, project: string): MergedChart[] {
  const count = environments.size;
  const isSingle = charts.length === count && new Set(charts.map(({ environment }) => environment)).size === count;
  const nameOf = ({ name, environment }: NamedChart) => withoutEnvironment(name, environment) || project;
  const names = new Set(charts.map(nameOf));
  const groups = isSingle && names.size > 1 ? new Map([[project, [...charts]]]) : grouped(charts, nameOf);
  return [...groups].flatMap(([name, own]) => {
    const namespaces = own.map(({ namespace }) => namespace);
    const isTold = own.every((chart) => environments.get(chart.environment)?.namespace === chart.namespace);
    const isKnown = isTold || new Set(namespaces).size === 1;
    if (!isOneOfEach(own) || !(isKnown || namespaces.every((namespace) => namespace !== undefined))) {
      return own.map(alone);
    }
    const merged = mergedChart(chartName(name), own);
    if (merged === undefined) return own.map(alone);
    return [isKnown ? merged : { ...merged, columns: [namespaceColumn(namespaces), ...merged.columns] }];
  });
}

function isOneOfEach(charts: readonly NamedChart[]): boolean {
  return new Set(charts.map(({ environment }) => environment)).size === charts.length;
}

/** The namespace as a prop, of a chart that is in another one than most of its environment. */
function namespaceColumn(values: Column['values']): Column {
  return { variable: CHART_NAMESPACE, at: ['namespace'], type: 'string', values };
}

function alone(chart: NamedChart): MergedChart {
  const { environment, name, namespace, declarations } = chart;
  const own = withoutEnvironment(name, environment) === name ? `${name}-${environment}` : name;
  return {
    name: chartName(own),
    environments: [environment],
    namespaces: [namespace],
    declarations,
    conditions: [],
    columns: [],
  };
}

function withFreeNames(charts: readonly MergedChart[]): MergedChart[] {
  const taken = new Set<string>();
  return charts.map((chart) => {
    const name = freeName(chart.name, '-', (candidate) => taken.has(candidate));
    taken.add(name);
    return { ...chart, name };
  });
}
