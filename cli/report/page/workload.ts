import { distinctNaturally } from '../../../lib/collections/natural-order';
import { counted } from '../../../lib/text/counted';
import { objectName } from '../../access-report/access-row';
import {
  cellText,
  commonFrom,
  isOptional,
  isSameEverywhere,
  MISSING,
  shortArrival,
  THERE,
} from '../side-by-side/cells';
import { presenceText } from '../side-by-side/differences';
import { type Html, html } from './html';
import { addressOf, type NumberedTable, type NumberedTableRow } from './numbered';
import { scrolling } from './scrolling';

/** More environments than a small screen has room for. */
const MANY_COLUMNS = 4;

/** A workload with its environments beside each other; as little markup as there can be, as there may be a thousand. */
export function workloadArticle(table: NumberedTable, isCompared: boolean, picture?: Html): Html {
  const { holder, namespaces, address, rows, isAlike } = table;
  const presence = presenceText(table);
  const where = namespaces.length === 0 ? '' : html` <span class="namespace">${namespaces.join(', ')}</span>`;
  const marks = [...(isAlike ? [] : ['differs']), ...(presence === '' ? [] : [presence])];
  const content = tableOf(table, isCompared);
  const from = commonFrom(table);
  const origin = from === undefined ? '' : html` <span class="from">${from}</span>`;
  return html`<article id="${address}">
<header><h3>${holder.name}</h3> <span class="kind">${holder.kind}</span>${where}${origin}${marks.map((mark) => html` <b>${mark}</b>`)} <span class="amount">${counted(rows.length, 'row')}</span></header>
${table.columns.length > MANY_COLUMNS ? scrolling(`What ${holder.name} gets`, content) : content}
<p class="way">${waysOf(table)}</p>
${
  picture === undefined
    ? ''
    : html`<details class="picture"><summary>Picture of the flow</summary>${scrolling(`Flow to ${holder.name}`, picture)}</details>
`
}</article>
`;
}

function tableOf(table: NumberedTable, isCompared: boolean): Html {
  const isOne = isSameEverywhere(table);
  const titles = isOne ? ['all'] : isCompared ? table.columns.map(({ title }) => title) : [];
  const withFrom = commonFrom(table) === undefined;
  const heads = titles.map((title) => html`<th scope=col>${title}`);
  return html`<table><caption class="unseen">What ${table.holder.name} gets</caption><thead><tr><th scope=col>Key${heads}<tbody>
${table.rows.map((row) => tableRow(row, titles.length, withFrom))}</table>`;
}

function tableRow(row: NumberedTableRow, columns: number, withFrom: boolean): Html {
  const { row: one, from, cells } = row;
  const { key, wording, lease } = one;
  const name =
    key === undefined
      ? html`<strong>${wording ?? 'every key'}</strong>`
      : html`<a href="#${addressOf('key', key)}">${key}</a>`;
  const notes = [...(isOptional(row) ? ['optional'] : []), ...(lease === undefined ? [] : [`lease ${lease}`])];
  const tags = notes.map((note) => html` <span class="tag">${note}</span>`);
  const shown = cells.slice(0, columns).map((cell) => {
    const text = cellText(cell, row);
    if (text === THERE) return html`<td>✓`;
    return text === MISSING ? html`<td class="no">–<i class="unseen"> missing</i>` : html`<td class="other">${text}`;
  });
  const named = tags.length === 0 ? name : html`<div>${name}${tags}</div>`;
  return html`<tr><th scope=row>${named}<span>${shortArrival(one)}</span>${withFrom ? html`<span>${from}</span>` : ''}${shown}
`;
}

/** On which ways the keys come, and where all of that is declared. */
function waysOf({ rows, holder }: NumberedTable): string {
  const all = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.rows ?? []));
  const ways = distinctNaturally(
    all.map(
      ({ resource, managed }) =>
        `${resource.kind} ${resource.name} → ${objectName({ ...managed, namespace: undefined })}`,
    ),
  );
  const declared = all.flatMap((row) => [row.resource, row.holder]).concat(holder);
  const files = distinctNaturally(
    declared.flatMap(({ file, source }) =>
      file === undefined ? [] : source === undefined ? file : `${file} from ${source}`,
    ),
  );
  return [ways.join(', '), files.join(', ')].filter(Boolean).join(' · ');
}
