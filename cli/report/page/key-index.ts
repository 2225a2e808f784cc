import { grouped } from '../../../lib/collections/grouped';
import { distinctNaturally } from '../../../lib/collections/natural-order';
import type { Column } from '../side-by-side/columns';
import { presenceText } from '../side-by-side/differences';
import { type Html, html } from './html';
import { addressOf, type NumberedTable } from './numbered';

/** Who uses a key, and where. */
interface User {
  readonly table: NumberedTable;
  readonly columns: readonly Column[];
  readonly froms: readonly string[];
}

const SHOWN_USERS = 12;

/** Who uses each key: what one environment has and the other has not is marked. */
export function keySection(tables: readonly NumberedTable[], columns: readonly Column[]): Html {
  const users = usersByKey(tables);
  const rows = distinctNaturally(users.keys()).map((key) => keyRow(key, users.get(key) ?? [], columns));
  if (rows.length === 0) return html``;
  return html`<section id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys <span class="amount">${rows.length}</span></h2>
<p class="hint">Who uses each key. Choose one to see only what has to do with it: the address of the page then leads there.</p>
<div class="panel"><table class="index"><caption class="unseen">Who uses each key</caption><thead><tr><th scope="col">Key<th scope="col">From<th scope="col">Used by<tbody>
${rows}</table></div></section>
`;
}

function keyRow(key: string, users: readonly User[], columns: readonly Column[]): Html {
  const address = addressOf('key', key);
  const links = users.slice(0, SHOWN_USERS).map((user, i) => html`${i > 0 ? ', ' : ''}${userLink(user, columns)}`);
  // Their links would be half of a large page: the key leads to them all.
  const rest = users.slice(SHOWN_USERS).map(({ table }) => table.holder.name);
  const more =
    rest.length === 0 ? '' : html`<details><summary>${rest.length} more</summary>${rest.join(', ')}</details>`;
  const froms = distinctNaturally(users.flatMap((user) => user.froms)).join(', ');
  return html`<tr id="${address}"><th scope=row><a href="#${address}">${key}</a><td>${froms}<td>${links}${more}
`;
}

function userLink({ table, columns: here }: User, columns: readonly Column[]): Html {
  const presence = presenceText({ columns: here, absent: columns.filter((column) => !here.includes(column)) });
  const mark = presence === '' ? '' : html` <b>${presence}</b>`;
  return html`<a href="#${table.address}">${table.holder.name}</a>${mark}`;
}

function usersByKey(tables: readonly NumberedTable[]): Map<string, User[]> {
  const users = tables.flatMap((table) =>
    [...grouped(table.rows, ({ row }) => row.key)].flatMap(([key, rows]) => {
      if (key === undefined) return [];
      const columns = table.columns.filter((_, i) => rows.some(({ cells }) => cells[i] !== undefined));
      const froms = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.from ?? []));
      return [{ key, user: { table, columns, froms } }];
    }),
  );
  return new Map([...grouped(users, ({ key }) => key)].map(([key, alike]) => [key, alike.map(({ user }) => user)]));
}
