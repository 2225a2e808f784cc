import { counted } from '../../../lib/text/counted';
import { type AccessRow, type Named, targetName } from '../../access-report/access-row';
import { projectFolderName } from '../../access-report/folder';
import { holderPicture, type NumberedHolder, type NumberedRow } from './flow/pictures';
import { type Html, html } from './html';
import type { KeyIndex } from './key-index';
import { scrolling } from './scrolling';

export function workloadArticle(scope: string, numbered: NumberedHolder, index: KeyIndex): Html {
  const { holder, number, rows } = numbered;
  const title = `${holder.name} in ${scope}`;
  const where = holder.namespace === undefined ? '' : html` <span class="namespace">${holder.namespace}</span>`;
  const [first] = rows;
  return html`<article class="workload" id="w${number}" data-workload="${number}">
<header><h3>${holder.name}</h3> <span class="kind">${holder.kind}</span>${where} <span class="amount">${counted(rows.length, 'row')}</span></header>
<table><caption class="unseen">What ${title} gets</caption>
<thead><tr><th scope="col">Key</th><th scope="col">Arrives as</th><th scope="col">Container</th><th scope="col">From</th><th scope="col">Through</th></tr></thead>
<tbody>
${rows.map((row) => tableRow(row, index))}</tbody></table>
<details class="picture"><summary>Picture of the flow</summary>${scrolling(`Flow to ${title}`, holderPicture(title, numbered))}
<p class="files">${filesText([first.row.resource, holder])}</p></details>
</article>
`;
}

/** The files, each once, with what stands for those that are renderings. */
function filesText(named: readonly Pick<Named, 'file' | 'source'>[]): string {
  const texts = named.map(({ file = '', source }) => (source === undefined ? file : `${file} from ${source}`));
  return [...new Set(texts)].filter(Boolean).join(', ');
}

function tableRow({ number, row }: NumberedRow, index: KeyIndex): Html {
  const sameName = row.container === row.holder.name ? html` class="same"` : '';
  return html`<tr data-row="${number}"><th scope="row">${keyCell(row, index)}</th><td>${arrival(row)}</td><td data-label="container"${sameName}>${row.container ?? ''}</td><td data-label="from">${row.folders.map(projectFolderName).join(', ')}</td><td data-label="through">${row.managed.kind} ${row.managed.name}</td></tr>
`;
}

function keyCell(row: AccessRow, index: KeyIndex): Html {
  const { key, lease, optional } = row;
  const notes = [
    ...(optional ? [html` <span class="tag">optional</span>`] : []),
    ...(lease === undefined ? [] : [html` <span class="tag">lease ${lease}</span>`]),
  ];
  if (key === undefined) return html`<strong class="every">every key</strong>${notes}`;
  return html`<a class="key" href="#k${index.numberOf(key)}" data-key="${key}">${key}</a>${notes}`;
}

function arrival(row: AccessRow): Html {
  const { variable, file } = row;
  const [kind, name] = variable !== undefined ? ['variable', variable] : file !== undefined ? ['file', file] : ['', ''];
  return name === '' ? html`${targetName(row)}` : html`<span class="what">${kind}</span> <code>${name}</code>`;
}
