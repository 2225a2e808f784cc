import { grouped } from '../../../lib/collections/grouped';
import { distinct } from '../../../lib/collections/order';
import { pathText } from '../../access-report/folder';
import { type Html, html } from './html';
import type { NumberedScope } from './numbered';
import { scrolling } from './scrolling';

/** Every key, with a number for its place on the page. */
export interface KeyIndex {
  readonly keys: readonly string[];
  readonly numberOf: (key: string) => number;
}

export function keyIndexOf(scopes: readonly NumberedScope[]): KeyIndex {
  const keys = distinct(
    scopes.flatMap(({ holders }) => holders.flatMap(({ rows }) => rows.flatMap(({ row }) => row.key ?? []))),
  );
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return { keys, numberOf: (key) => numbers.get(key) ?? 0 };
}

/** Who uses each key, environment by environment: what one has and the other has not stands out. */
export function keySection(scopes: readonly NumberedScope[], { keys }: KeyIndex): Html {
  const columns = scopes.map(({ holders }) =>
    grouped(
      holders.flatMap(({ number, holder, rows }) =>
        [...new Set(rows.flatMap(({ row }) => row.key ?? []))].map((key) => ({ key, number, name: holder.name })),
      ),
      ({ key }) => key,
    ),
  );
  const folders = foldersByKey(scopes);
  const rows = keys.map((key, number) => {
    const cells = columns.map((column) => {
      const users = (column.get(key) ?? []).map(
        (user, j) => html`${j > 0 ? ', ' : ''}<a href="#w${user.number}">${user.name}</a>`,
      );
      return html`<td>${users.length > 0 ? users : html`<span class="none">nobody</span>`}</td>`;
    });
    const name = html`<a class="key" href="#k${number}" data-key="${key}">${key}</a>`;
    return html`<tr id="k${number}" data-index="${key}"><th scope="row">${name}</th><td class="folders">${distinct(folders.get(key) ?? []).join(', ')}</td>${cells}</tr>
`;
  });
  const heads = scopes.map(({ title }) => html`<th scope="col">${title}</th>`);
  return html`<section id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<p class="hint">Who uses each key, side by side. Choose a key to see only what has to do with it.</p>
${scrolling(
  'Keys',
  html`<table class="index"><caption class="unseen">Who uses each key</caption><thead><tr><th scope="col">Key</th><th scope="col">From</th>${heads}</tr></thead><tbody>
${rows}</tbody></table>`,
  ' panel',
)}</section>`;
}

function foldersByKey(scopes: readonly NumberedScope[]): Map<string, string[]> {
  const rows = scopes.flatMap(({ holders }) => holders.flatMap((holder) => holder.rows));
  const byKey = grouped(rows, ({ row }) => row.key ?? '');
  return new Map([...byKey].map(([key, alike]) => [key, alike.flatMap(({ row }) => row.folders.map(pathText))]));
}
