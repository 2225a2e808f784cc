import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

export interface WritingOrder {
  readonly charts: readonly Chart[];
  readonly objectsOf: (chart: Chart) => readonly ApiObject[];
  /** Whether a chart depends on another one, or stands in it: then file names are numbered. */
  readonly numbered: boolean;
}

/**
 * The order of cdk8s: what is depended on comes first. One pass over the tree where nothing depends on anything, else
 * one over constructs and dependencies. Undefined where dependencies go round in a circle.
 */
export function writingOrder(app: IConstruct, all: readonly IConstruct[]): WritingOrder | undefined {
  const { charts, objects, hasDependencies } = contentsOf(inPathOrder(app, all));
  if (!hasDependencies && charts.every(({ node }) => node.scope === app)) {
    return { charts, objectsOf: (chart) => objects.get(chart) ?? [], numbered: false };
  }
  // cdk8s infers dependencies again for each chart, and finds more where objects stand in objects.
  if (all.some(isObjectWithObjects)) return undefined;
  const numbered = inferDependencies(all, contentsOf(all).charts);
  const order = inTopologicalOrder(app);
  const perChart = new Map(charts.map((chart) => [chart, inTopologicalOrder(chart)]));
  if (order === undefined || [...perChart.values()].includes(undefined)) return undefined;
  const objectsOf = (chart: Chart) => contentsOf(perChart.get(chart) ?? []).objects.get(chart) ?? [];
  return { charts: contentsOf(order).charts, objectsOf, numbered };
}

/** All objects in that order where there is one; what depends on another app has none. */
export function inWritingOrder(app: IConstruct, all: readonly IConstruct[]): readonly ApiObject[] {
  const isWithin = ({ node }: IConstruct) => node.dependencies.every((target) => target.node.root === app);
  const order = all.every(isWithin) ? writingOrder(app, all) : undefined;
  return order === undefined
    ? all.filter((construct) => construct instanceof ApiObject)
    : order.charts.flatMap((chart) => order.objectsOf(chart));
}

interface Contents {
  readonly charts: readonly Chart[];
  readonly objects: ReadonlyMap<Chart, readonly ApiObject[]>;
  readonly hasDependencies: boolean;
}

function contentsOf(constructs: readonly IConstruct[]): Contents {
  const charts: Chart[] = [];
  const objects = new Map<Chart, ApiObject[]>();
  let hasDependencies = false;
  for (const construct of constructs) {
    if (construct instanceof Chart) charts.push(construct);
    else if (construct instanceof ApiObject) {
      const { chart } = construct;
      const others = objects.get(chart);
      if (others === undefined) objects.set(chart, [construct]);
      else others.push(construct);
    }
    hasDependencies ||= construct.node.dependencies.length > 0;
  }
  return { charts, objects, hasDependencies };
}

function isObjectWithObjects(construct: IConstruct): boolean {
  return construct instanceof ApiObject && construct.node.findAll().filter(ApiObject.isApiObject).length > 1;
}

/** Makes dependencies of charts and objects from those of constructs, as cdk8s does; tells whether charts have any. */
function inferDependencies(all: readonly IConstruct[], charts: readonly Chart[]): boolean {
  let numbered = false;
  for (const chart of charts) {
    for (const child of chart.node.children) {
      if (!(child instanceof Chart)) continue;
      chart.node.addDependency(child);
      numbered = true;
    }
  }
  for (const [source, target] of dependenciesOf(all)) {
    const [sourceChart, targetChart] = [Chart.of(source), Chart.of(target)];
    if (sourceChart === targetChart) continue;
    sourceChart.node.addDependency(targetChart);
    numbered = true;
  }
  for (const [source, target] of dependenciesOf(all)) {
    const sources = objectsBelow(source);
    for (const dependency of objectsBelow(target)) {
      for (const dependent of sources) if (dependent !== dependency) dependent.node.addDependency(dependency);
    }
  }
  return numbered;
}

function dependenciesOf(all: readonly IConstruct[]): [source: IConstruct, target: IConstruct][] {
  return all.flatMap((source) => source.node.dependencies.map((target): [IConstruct, IConstruct] => [source, target]));
}

/** The objects below the construct that belong to its own chart. */
function objectsBelow(construct: IConstruct): ApiObject[] {
  const chart = Chart.of(construct);
  return construct.node
    .findAll()
    .filter((below): below is ApiObject => below instanceof ApiObject && Chart.of(below) === chart);
}

/** What is below the scope, each after what it depends on there. */
function inTopologicalOrder(scope: IConstruct): IConstruct[] | undefined {
  const all = inPathOrder(scope, scope.node.findAll());
  const inside = new Set(all);
  const edges = new Map(
    all.map((construct) => [construct, construct.node.dependencies.filter((one) => inside.has(one))]),
  );
  const dependedOn = new Set([...edges.values()].flat());
  const ordered = new Set<IConstruct>();
  const underWay = new Set<IConstruct>();
  const isCircular = (construct: IConstruct): boolean => {
    if (ordered.has(construct)) return false;
    if (underWay.has(construct)) return true;
    underWay.add(construct);
    if ((edges.get(construct) ?? []).some(isCircular)) return true;
    ordered.add(construct);
    return false;
  };
  // What nothing depends on is visited first; a circle is never reached from there.
  const roots = all.filter((construct) => !dependedOn.has(construct));
  return roots.some(isCircular) || ordered.size < all.length ? undefined : [...ordered];
}

/** cdk8s keeps constructs in an object by their paths, in which paths that are numbers come first. */
function inPathOrder({ node: { root } }: IConstruct, constructs: readonly IConstruct[]): readonly IConstruct[] {
  // Only what stands directly in the app can have a path without a slash.
  if (!root.node.children.some(({ node }) => /^\d+$/.test(node.id))) return constructs;
  return Object.values(Object.fromEntries(constructs.map((construct) => [construct.node.path, construct])));
}
