import { HELM, HELM_VALIDATED, PRODUCT, STOCK } from './contestants';
import { grouped, type Layout, type Result } from './result';

const COLOURS: ReadonlyMap<string, string> = new Map([
  [PRODUCT, '#0b7285'],
  [HELM, '#868e96'],
  [HELM_VALIDATED, '#adb5bd'],
  [STOCK, '#e8590c'],
  ['kubectl kustomize', '#e67700'],
]);
const LAYOUTS: readonly Layout[] = ['one chart', 'a chart per application'];
const WIDTH = 880;
const LEFT = 250;
const OF_ONE = 100;
/** Longer bars are broken. */
const MOST = 4.6;
const [BAR, TITLE, SPACE] = [22, 34, 14];

/** For each size and layout, how much of the time of helm each contestant takes: shorter is faster. */
export function chart(results: readonly Result[]): string {
  const many = results.filter(({ count, layout }) => count > 1 && LAYOUTS.includes(layout));
  const groups = [...grouped(many)].map(([title, rows]) => ({ title, rows: drawn(rows) }));
  let top = 62;
  const parts = groups.map(({ title, rows }) => {
    const start = top;
    top += TITLE + rows.length * BAR + SPACE;
    return group(title, rows, start);
  });
  const heading = `<text x="20" y="28" font-size="18" font-weight="bold">Wall time beside helm template</text><text x="20" y="48" fill="#495057">the same applications; shorter is faster. The first bar has all rules on, helm validates nothing.</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${heading}${parts.join('')}</svg>\n`;
}

function drawn(rows: readonly Result[]): Result[] {
  return [...COLOURS.keys()].flatMap((name) => rows.filter(({ contestant }) => contestant === name));
}

function group(title: string, rows: readonly Result[], top: number): string {
  const helm = rows.find(({ contestant }) => contestant === HELM)?.wallMs;
  if (helm === undefined) return '';
  const bars = rows.map((row, i) => bar(row, row.wallMs / helm, top + TITLE + i * BAR));
  const heading = `<text x="20" y="${top + 22}" font-size="15" font-weight="bold">${title}</text>`;
  const line = `<path d="M${LEFT + OF_ONE} ${top + TITLE - 4}v${rows.length * BAR + 2}" stroke="#495057" stroke-dasharray="4 3"/>`;
  return heading + line + bars.join('');
}

function bar({ contestant, cut, wallMs }: Result, ratio: number, top: number): string {
  const isLong = cut || ratio > MOST;
  const width = (isLong ? MOST : ratio) * OF_ONE;
  const text = cut
    ? `cut after ${(wallMs / 1000).toFixed(0)} s`
    : `${ratio.toFixed(2)} ×, ${(wallMs / 1000).toFixed(2)} s`;
  const colour = COLOURS.get(contestant);
  const weight = contestant === PRODUCT ? ' font-weight="bold"' : '';
  const gap = isLong ? `<path d="M${LEFT + width - 26} ${top - 2}l-8 20h6l8 -20z" fill="#fff"/>` : '';
  return (
    `<text x="${LEFT - 10}" y="${top + 13}" text-anchor="end"${weight}>${contestant}</text>` +
    `<rect x="${LEFT}" y="${top}" width="${width.toFixed(1)}" height="16" fill="${colour}"/>${gap}` +
    `<text x="${(LEFT + width + 8).toFixed(1)}" y="${top + 13}"${weight}>${text}</text>`
  );
}
