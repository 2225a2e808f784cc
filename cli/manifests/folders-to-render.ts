import { dirname, join, resolve, sep } from 'node:path';
import type { TextProblem } from '../../lib/text/place-in-text';
import { BY_HELM, BY_KUSTOMIZE, CHART } from './rendered-folders';
import { type Chart, isRequirements, type Kustomization, type RenderingNotes } from './rendering-notes';

/** How the objects of a folder are made, of which nothing else is read. */
export interface Rendering {
  readonly by: 'helm' | 'kustomize';
  /** The folder with the chart or the kustomization, as the user would write it. */
  readonly rendered: string;
  /** What its objects belong to: see `ReadManifest`. */
  readonly folder: string;
  /** How the chart calls itself. */
  readonly name?: string;
}

interface Problem extends TextProblem {
  readonly file: string;
  readonly rendering?: Rendering;
}

interface Read<T> extends RenderingNotes {
  readonly manifests: readonly T[];
  readonly problems: readonly Problem[];
  readonly without: readonly string[];
}

/**
 * Without what is no object before another program has made one of it: each chart that only Helm can read, and each
 * kustomization that changes objects, is one problem, and nothing that it is made of is read or told.
 *
 * @param isThere whether there is a file at a path, which nobody may have asked for
 */
export function withoutUnrendered<T extends { readonly file: string }>(
  read: Read<T>,
  isThere: (path: string) => boolean,
): Read<T> {
  const { kustomizations = [], charts: _, forHelm: __, ...others } = read;
  const charts = chartsForHelm(read, isThere);
  const isBelow = chartsAround(charts.map(({ file }) => file));
  const own = new Set(charts.map(({ file }) => resolve(file)));
  const isOfChart = (file: string) => own.has(resolve(file)) || isBelow(file);
  const { taken, told } = takenFiles(kustomizations.filter(({ file }) => !isOfChart(file)));
  const isLeft = ({ file }: { readonly file: string }) => !isOfChart(file) && !taken.has(resolve(file));
  const tell = (problem: Problem): Problem => {
    const kustomization = told.get(problem.file);
    if (kustomization === undefined || problem.message !== BY_KUSTOMIZE) return problem;
    const { file, folder } = kustomization;
    return { ...problem, rendering: { by: 'kustomize', rendered: dirname(file), folder } };
  };
  return {
    ...others,
    manifests: read.manifests.filter(isLeft),
    problems: [...read.problems.filter(isLeft).map(tell), ...charts.map(chartProblem)],
    without: read.without.filter((file) => isLeft({ file })),
  };
}

function chartProblem({ file, folder, name }: Chart): Problem {
  const rendering = { by: 'helm', rendered: dirname(file), folder, ...(name !== undefined && { name }) } as const;
  return { file, line: 1, column: 1, message: BY_HELM, rendering };
}

/** The outermost charts of which only Helm can read the objects. */
function chartsForHelm({ charts = [], forHelm = [] }: RenderingNotes, isThere: (path: string) => boolean): Chart[] {
  const all = new Map(charts.map((chart) => [resolve(chart.file), chart]));
  for (const { file, folder } of forHelm) {
    const chart = chartOf(file, isThere);
    if (chart === undefined) continue;
    const known = all.get(resolve(chart)) ?? { file: chart, folder };
    all.set(resolve(chart), { ...known, isPlain: false });
  }
  const needing = [...all.values()].filter(({ isPlain }) => !isPlain);
  const isInner = chartsAround(needing.map(({ file }) => file));
  return needing.filter(({ file }) => !isInner(file));
}

/** The `Chart.yaml` of the outermost chart of which a file is a template, a packed chart or a list of what it needs. */
function chartOf(file: string, isThere: (path: string) => boolean): string | undefined {
  const parts = resolve(file).split(sep);
  const isChart = (length: number) => isThere([...parts.slice(0, length), CHART].join(sep));
  const owner = file.endsWith('.tgz') ? 'charts' : 'templates';
  let length = isRequirements(file) ? parts.length - 1 : parts.lastIndexOf(owner, -2);
  while (length > 0 && !isChart(length)) length = parts.lastIndexOf(owner, length - 1);
  if (length <= 0) return undefined;
  while (parts[length - 2] === 'charts' && isChart(length - 2)) length -= 2;
  // Written as the file is: from here, or from the root.
  return join(dirname(file), '../'.repeat(parts.length - 1 - length), CHART);
}

/** What Helm takes for a part of a chart; other folders beside these may be there for anybody. */
const OWN_FOLDERS = ['templates', 'charts', 'crds', 'ci', 'files', 'tests'];

/** Whether a file is a part of one of the charts, and not the chart itself. */
function chartsAround(charts: readonly string[]): (file: string) => boolean {
  const folders = new Set(charts.map((file) => dirname(resolve(file))));
  return (file) => {
    const parts = resolve(file).split(sep);
    return parts.some((part, index) => {
      const isDirect = index === parts.length - 1;
      const isOwn = isDirect ? part !== CHART : OWN_FOLDERS.includes(part);
      return isOwn && folders.has(parts.slice(0, index).join(sep) || sep);
    });
  };
}

/**
 * What kustomizations make objects of: each that no other one takes stands for all that it takes; of those that take one
 * another, the first does.
 */
function takenFiles(all: readonly Kustomization[]): {
  readonly taken: ReadonlySet<string>;
  readonly told: ReadonlyMap<string, Kustomization>;
} {
  const byFolder = new Map(all.map((one) => [resolve(dirname(one.file)), one]));
  const inner = (one: Kustomization) => one.takes.flatMap((path) => byFolder.get(resolve(path)) ?? []);
  const referred = new Set(all.flatMap((one) => inner(one).filter((other) => other !== one)));
  const changing = all.filter(({ isPlain }) => !isPlain);
  const reached = new Set<Kustomization>();
  const taken = new Set<string>();
  const told = new Map<string, Kustomization>();
  for (const root of [...changing.filter((one) => !referred.has(one)), ...changing]) {
    if (reached.has(root)) continue;
    told.set(root.file, root);
    const left = [root];
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      if (reached.has(one)) continue;
      reached.add(one);
      if (one !== root) taken.add(resolve(one.file));
      for (const path of [...one.takes, ...one.patches]) taken.add(resolve(path));
      left.push(...inner(one));
    }
  }
  for (const file of told.keys()) taken.delete(resolve(file));
  return { taken, told };
}
