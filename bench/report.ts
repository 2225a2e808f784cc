import { HELM, PRODUCT } from './contestants';
import type { Result } from './result';
import { targets } from './targets';

const COLOURS = ['#0b7285', '#e8590c', '#5f3dc4', '#2b8a3e', '#a61e4d', '#495057', '#e67700'];

/** A table for each layout and size: figures of this machine, and what they are compared with each other. */
export function markdown(results: readonly Result[]): string {
  const sections = [...grouped(results)].map(([title, rows]) => [`## ${title}`, '', ...table(rows), ''].join('\n'));
  const head = [
    '# Benchmark',
    '',
    'Whole processes, medians of runs that alternate on one machine; made by `npm run bench`. Each application of the',
    'product is a `SecretSyncedApp` with eight keys, a sync of its own and a Service, and all rules evaluate it; helm and the',
    'others write the same objects. The bare objects are those of an application without a construct of this library:',
    '`GitOpsApp` has all rules evaluate them as well, in `App` of cdk8s nobody does. The objects of each sort were compared',
    'after parsing. Commands run in a project of their own, with the library as it is published. Times depend on the',
    'machine, ratios hardly. What takes more than 60 s is cut.',
    '',
  ];
  return [...head, targets(results), ...sections, growth(results)].join('\n');
}

function table(rows: readonly Result[]): string[] {
  const reference = (name: string) => rows.find(({ contestant, cut }) => contestant === name && !cut);
  const [helm, product] = [HELM, PRODUCT].map(reference);
  const ratio = (row: Result, to: Result | undefined, of: 'wallMs' | 'cpuMs' | 'peakMib') =>
    to === undefined || row.cut || row[of] === 0 || to[of] === 0 ? '' : (row[of] / to[of]).toFixed(2);
  return [
    '| contestant | wall ms | CPU ms | peak MiB | wall / helm | CPU / helm | peak / helm | wall / product | CPU / product |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const wall = row.cut ? '> 60 s' : row.wallMs.toFixed(0);
      const toHelm = (['wallMs', 'cpuMs', 'peakMib'] as const).map((of) => ratio(row, helm, of));
      const toProduct = (['wallMs', 'cpuMs'] as const).map((of) => ratio(row, product, of));
      return `| ${[row.contestant, wall, known(row.cpuMs), known(row.peakMib), ...toHelm, ...toProduct].join(' | ')} |`;
    }),
  ];
}

function known(figure: number): string {
  return figure === 0 ? '' : figure.toFixed(0);
}

/** How CPU time grows with the number of applications: 1 is linear, 2 quadratic. */
function growth(results: readonly Result[]): string {
  const lines = results
    .filter(({ count, cut }) => count === 10_000 && !cut)
    .flatMap((large) => {
      const small = results.find(
        (one) => one.count === 1_000 && one.layout === large.layout && one.contestant === large.contestant && !one.cut,
      );
      if (small === undefined) return [];
      const exponent = Math.log10(large.cpuMs / small.cpuMs);
      return [`| ${large.contestant} | ${large.layout} | ${exponent.toFixed(2)} |`];
    });
  if (lines.length === 0) return '';
  const head = [
    '## Growth of CPU time from 1,000 to 10,000',
    '',
    '| contestant | layout | exponent |',
    '|---|---|---|',
  ];
  return [...head, ...lines, ''].join('\n');
}

/** Who takes part with one application only. */
const ONCE = new Set([
  'node -e 0',
  'cdk8s-infisical synth',
  'synth --no-cache',
  'node --import tsx main.ts',
  'npx cdk8s synth',
]);

/** Wall time over the number of applications, both logarithmic, one panel for each layout. */
export function chart(results: readonly Result[]): string {
  const drawn = results.filter(
    ({ cut, contestant, layout }) => !cut && !ONCE.has(contestant) && layout !== 'manifests adopted',
  );
  const layouts = [...new Set(drawn.map(({ layout }) => layout))];
  const names = [...new Set(drawn.map(({ contestant }) => contestant))];
  const panels = layouts.map((layout, i) =>
    panel(
      drawn.filter((one) => one.layout === layout),
      names,
      layout,
      i * 420,
    ),
  );
  const legend = names.map(
    (name, i) =>
      `<text x="${60 + (i % 4) * 190}" y="${385 + 20 * Math.floor(i / 4)}" fill="${COLOURS[i % COLOURS.length]}">${name}</text>`,
  );
  const size = `viewBox="0 0 ${layouts.length * 420} 420"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${panels.join('')}${legend.join('')}</svg>\n`;
}

function panel(results: readonly Result[], names: readonly string[], title: string, left: number): string {
  const x = (count: number) => left + 60 + (Math.log10(count) / 4) * 330;
  const y = (ms: number) => 340 - ((Math.log10(ms) - 1) / 4) * 300;
  const grid = [10, 100, 1_000, 10_000, 100_000].map(
    (ms) =>
      `<path d="M${left + 60} ${y(ms)}h330" stroke="#ddd"/><text x="${left + 54}" y="${y(ms) + 4}" text-anchor="end">${ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`}</text>`,
  );
  const axis = [1, 1_000, 10_000].map(
    (count) => `<text x="${x(count)}" y="360" text-anchor="middle">${count.toLocaleString('en')}</text>`,
  );
  const lines = names.map((name, i) => {
    const points = results
      .filter((one) => one.contestant === name)
      .map((one) => `${x(one.count).toFixed(1)},${y(one.wallMs).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="2.5"/>`;
  });
  return `<text x="${left + 60}" y="24" font-size="15">${title}</text>${grid.join('')}${axis.join('')}${lines.join('')}`;
}

function grouped(results: readonly Result[]): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const title = titleOf(result);
    groups.set(title, [...(groups.get(title) ?? []), result]);
  }
  return groups;
}

function titleOf({ count, layout }: Result): string {
  const many = count.toLocaleString('en');
  if (layout === 'manifests adopted') return `${many} ${layout}`;
  return `${count === 1 ? '1 application' : `${many} applications`}, ${layout}`;
}
