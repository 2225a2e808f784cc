import { createHash } from 'node:crypto';
import { counted } from '../../../lib/text/counted';
import type { AccessReport } from '../../access-report/access-report';
import { objectName } from '../../access-report/access-row';
import { projectFolderName } from '../../access-report/folder';
import { limitToRead } from '../../access-report/unread';
import { scriptJson } from '../../languages/html';
import { countsOf } from '../counts';
import { noticesOf, pushNotices, scopesByText } from '../notices';
import script from './client/search.client.js';
import { type Overview, overviewPicture } from './flow/pictures';
import { Html, html } from './html';
import { type KeyIndex, keyIndexOf, keySection } from './key-index';
import { type NumberedScope, numberScopes } from './numbered';
import { scrolling } from './scrolling';
import style from './style.css';
import { workloadArticle } from './workload';

/** The report as one page that needs nothing else: no request, no other file, and no script to be read. */
export function htmlPage(report: AccessReport): string {
  const scopes = numberScopes(report);
  const index = keyIndexOf(scopes);
  const overviews: Overview[] = [];
  let parts = 0;
  for (const { title, holders } of scopes) {
    const overview = overviewPicture(title, holders, parts);
    overviews.push(overview);
    parts += overview.count;
  }
  const body = html`<a class="skip" href="#report">Skip to the report</a>
<header class="top"><h1>Who gets which key</h1>
<p class="lead">${lead(report)}</p></header>
${searchForm(scopes)}
<main id="report" tabindex="-1">
${unreadSection(report.unread)}${attention(report)}${pushSection(report)}${scopes.map((scope, i) => scopeSection(scope, overviews[i], index))}
${index.keys.length > 0 ? keySection(scopes, index) : html`<p class="empty">${limitToRead('No workload gets a secret key.', report.unread)}</p>`}
</main>
<footer>Made by <code>cdk8s-infisical report</code> from manifests. They hold names of keys, never values.</footer>
<script type="application/json" id="data">${new Html(scriptJson(dataOf(scopes, overviews)))}</script>
`;
  return `<!doctype html>
<html lang="en">
${head().text}
<body>
${body.text}<script>${script}</script>
</body>
</html>
`;
}

/** What the page may load and run is what it was made with. */
function head(): Html {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Who gets which key</title>
<style>${new Html(style)}</style>
</head>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function lead(report: AccessReport): string {
  const { workloads, environments, keys, folders } = countsOf(report);
  const where = `in ${counted(environments, 'environment')}`;
  return `${counted(workloads, 'workload')} ${where}, ${counted(keys, 'key')} from ${counted(folders, 'folder')} of Infisical.`;
}

function searchForm(scopes: readonly NumberedScope[]): Html {
  const choices = [{ title: 'All', number: -1 }, ...scopes].map(
    ({ title, number }) =>
      html`<label><input type="radio" name="scope" value="${number}"${number < 0 ? new Html(' checked') : ''}><span>${title}</span></label>`,
  );
  return html`<div class="search" role="search" id="search" hidden>
<div class="field"><label for="query">Search</label><input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="Key, variable, workload, folder"></div>
<fieldset><legend class="unseen">Environment</legend>${choices}</fieldset>
<p id="count" role="status" aria-live="polite"></p>
</div>`;
}

function attention(report: AccessReport): Html {
  const notices = scopesByText(noticesOf(report));
  if (notices.length === 0) return html``;
  const items = notices.map(
    ({ text, scopes }) => html`<li>${text} <span class="tag">${scopes.join(', ')}</span></li>\n`,
  );
  const rest = items.slice(SHOWN_NOTICES);
  const more = html`<details><summary>${rest.length} more</summary><ul>
${rest}</ul></details>`;
  return html`<section class="attention" aria-labelledby="attention-title"><h2 id="attention-title">More than what is named</h2><ul>
${items.slice(0, SHOWN_NOTICES)}</ul>${rest.length > 0 ? more : ''}</section>
`;
}

function pushSection(report: AccessReport): Html {
  const pushes = scopesByText(pushNotices(report));
  if (pushes.length === 0) return html``;
  const items = pushes.map(
    ({ text, scopes }) => html`<li>${text} <span class="tag">${scopes.join(', ')}</span></li>\n`,
  );
  return html`<section class="attention" aria-labelledby="pushes-title"><h2 id="pushes-title">Into Infisical</h2><ul>
${items}</ul></section>
`;
}

function unreadSection(unread: readonly string[]): Html {
  if (unread.length === 0) return html``;
  const items = unread.map((folder) => html`<li>${folder}</li>\n`);
  return html`<section class="attention" aria-labelledby="unread-title"><h2 id="unread-title">Unread: what these places say is not in the report</h2><ul>
${items.slice(0, SHOWN_NOTICES)}</ul>${items.length > SHOWN_NOTICES ? html`<p>and ${items.length - SHOWN_NOTICES} more</p>` : ''}</section>
`;
}

const SHOWN_NOTICES = 8;

function scopeSection(
  { title, number, holders, wholeFolders }: NumberedScope,
  { svg }: Overview,
  index: KeyIndex,
): Html {
  const alone = wholeFolders.filter(({ used }) => used === 0);
  const unused = alone.map(
    ({ managed, folders }) =>
      html`<li>${objectName(managed)} holds every key of ${folders.map(projectFolderName).join(', ')}, and no key of it is used by name.</li>`,
  );
  return html`<section class="scope" data-scope="${number}" aria-labelledby="s${number}"><h2 id="s${number}">${title}</h2>
${holders.length > 0 ? html`<figure class="overview">${scrolling(`Flow of keys in ${title}`, svg, ' panel roomy')}</figure>` : ''}
${holders.map((holder) => workloadArticle(title, holder, index))}${unused.length > 0 ? html`<ul class="unused">${unused}</ul>` : ''}</section>
`;
}

/** What the search looks at: for each row its text, workload, environment, key, and parts of the picture. */
function dataOf(scopes: readonly NumberedScope[], overviews: readonly Overview[]) {
  const rows = scopes.flatMap(({ number: scope, title, holders }, i) =>
    holders.flatMap(({ number: workload, holder, rows }) =>
      rows.map(({ number, row }) => {
        const {
          key = 'every key',
          lease = '',
          variable = '',
          file = '',
          container = '',
          folders,
          managed,
          resource,
        } = row;
        const names = [key, lease, variable, file, container, holder.name, holder.kind, holder.namespace ?? ''];
        const through = [...folders.map(projectFolderName), managed.name, resource.kind, resource.name, title];
        const text = [...new Set([...names, ...through])].join(' ').toLowerCase();
        return [text, workload, scope, row.key ?? null, overviews[i].partsOf.get(number) ?? []];
      }),
    ),
  );
  return { rows, scopes: scopes.map(({ title }) => title) };
}
