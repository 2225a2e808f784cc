import { HELM, HELM_VALIDATED, KUBECONFORM, PRODUCT, STOCK } from './contestants';
import { grouped, growths, type Layout, type Measured, many, type Result, titleOf } from './result';
import { targets } from './targets';

type Figure = 'wallMs' | 'cpuMs' | 'peakMib';

const HEAD = `# Benchmark

Whole processes, medians of runs that alternate on one machine; made by \`npm run bench\`, and
[how](../README.md). Times depend on the machine, ratios hardly. What takes more than 60 s is cut, commands
in three environments after 300 s.

![Wall time beside helm template](results.svg)
`;
const LAYOUTS: readonly Layout[] = ['one chart', 'a chart per application'];
const THREE: Layout = 'three environments';
const SUMMARY = [PRODUCT, HELM, HELM_VALIDATED, KUBECONFORM, 'kubectl kustomize', 'jsonnet -y', STOCK];

/** The targets, work by contestant, and all figures. */
export function markdown(all: Measured): string {
  const { results } = all;
  const plain = results.filter(({ layout }) => layout !== THREE);
  const sections = [...grouped(plain)].flatMap(([title, rows]) => [`## ${title}`, '', ...table(rows), '']);
  return [HEAD, ...targets(all), ...summary(plain), ...commands(results), ...sections, ...growth(results)].join('\n');
}

/** Wall time of the layouts, and how it is to that of helm. */
function summary(results: readonly Result[]): string[] {
  const counts = [...new Set(results.map(({ count }) => count))].filter((count) => count > 1);
  const columns = counts.flatMap((count) => LAYOUTS.map((layout) => ({ count, layout })));
  if (columns.length === 0) return [];
  const cell = (contestant: string, { count, layout }: Pick<Result, 'count' | 'layout'>) => {
    const rows = results.filter((row) => row.count === count && row.layout === layout);
    const row = rows.find((one) => one.contestant === contestant);
    if (row === undefined) return '';
    const beside = ratioTo(rows, HELM, row, 'wallMs');
    return `${seconds(row)}${beside && ` (${beside})`}`;
  };
  const names = SUMMARY.filter((name) => columns.some((column) => cell(name, column) !== ''));
  return [
    '## Work by contestant',
    '',
    'Seconds, and in parentheses how many times those of helm in the same layout.',
    '',
    `| contestant | ${columns.map(titleOf).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...names.map((name) => `| ${cellText(name)} | ${columns.map((column) => cell(name, column)).join(' | ')} |`),
    '',
  ];
}

/** The commands over the project in three environments, whose sizes stand beside each other. */
function commands(results: readonly Result[]): string[] {
  const rows = results.filter(({ layout }) => layout === THREE);
  const counts = [...new Set(rows.map(({ count }) => count))];
  if (rows.length === 0) return [];
  const cell = (contestant: string, count: number) => {
    const row = rows.find((one) => one.contestant === contestant && one.count === count);
    return row === undefined ? '' : `${seconds(row)} / ${(row.cpuMs / 1000).toFixed(2)} / ${row.peakMib.toFixed(0)}`;
  };
  return [
    '## Commands, over applications in three environments',
    '',
    'Seconds of wall time / of CPU time / MiB at the peak.',
    '',
    `| command | ${counts.map((count) => `${many(count)} applications`).join(' | ')} |`,
    `|---|${counts.map(() => '---|').join('')}`,
    ...[...new Set(rows.map(({ contestant }) => contestant))].map(
      (name) => `| ${name} | ${counts.map((count) => cell(name, count)).join(' | ')} |`,
    ),
    '',
  ];
}

function table(rows: readonly Result[]): string[] {
  return [
    '| contestant | wall ms | CPU ms | peak MiB | wall / helm | CPU / helm | peak / helm |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const figures = [row.cut ? '> 60 s' : row.wallMs.toFixed(0), known(row.cpuMs), known(row.peakMib)];
      const toHelm = (['wallMs', 'cpuMs', 'peakMib'] as const).map((of) => ratioTo(rows, HELM, row, of));
      return `| ${[cellText(row.contestant), ...figures, ...toHelm].join(' | ')} |`;
    }),
  ];
}

function growth(results: readonly Result[]): string[] {
  const lines = growths(results).map(
    ({ contestant, layout, from, exponent }) =>
      `| ${cellText(contestant)} | ${layout} | ${many(from)} to ${many(10 * from)} | ${exponent.toFixed(2)} |`,
  );
  if (lines.length === 0) return [];
  const head = ['| contestant | layout | applications | exponent |', '|---|---|---|---|'];
  return ['## Growth of CPU time', '', '1 is linear, 2 quadratic.', '', ...head, ...lines, ''];
}

function ratioTo(rows: readonly Result[], name: string, row: Result, of: Figure): string {
  const reference = rows.find(({ contestant, cut }) => contestant === name && !cut)?.[of];
  return !reference || row.cut || row[of] === 0 ? '' : (row[of] / reference).toFixed(2);
}

/** A pipe ends a cell. */
function cellText(name: string): string {
  return name.replaceAll('|', '\\|');
}

function seconds({ cut, wallMs }: Result): string {
  return cut ? `> ${Math.floor(wallMs / 1000)}` : (wallMs / 1000).toFixed(2);
}

function known(figure: number): string {
  return figure === 0 ? '' : figure.toFixed(0);
}
