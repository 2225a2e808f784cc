import { createHash } from 'node:crypto';
import { type AccessReport, projectsIn } from '../../access-report/access-report';
import { FolderNames } from '../../access-report/folder-names';
import { limitToRead } from '../../access-report/unread';
import { scriptJson } from '../../languages/html';
import { NOTES_REMEDY, noticesByLevel, pushNotices, scopesByText, type TextInScopes } from '../notices';
import type { Column } from '../side-by-side/columns';
import { type SideBySide, sideBySide } from '../side-by-side/side-by-side';
import { summaryOf } from '../summary';
import script from './client/search.client.js';
import { pageData } from './data';
import { overviewsOf } from './flow/overviews';
import { holderPicture, type Overview } from './flow/pictures';
import { Html, html } from './html';
import { keySection } from './key-index';
import { type NumberedTable, numberTables } from './numbered';
import { scrolling } from './scrolling';
import style from './style.css';
import { workloadArticle } from './workload';

/** Below that many workloads each has a picture of its own. */
const MOST_PICTURES = 60;

/** The report as one page that needs nothing else: no request, no other file, and no script to be read. */
export function htmlPage(report: AccessReport): string {
  const compared = sideBySide(report);
  const { columns } = compared;
  const names = new FolderNames(projectsIn(report));
  const tables = numberTables(compared);
  const overviews = overviewsOf(columns, tables, names);
  const body = html`<a class="skip" href="#report">Skip to the report</a>
<header class="top"><h1>Who gets which key</h1>
${leadOf(report, compared)}</header>
${searchForm(columns)}
<main id="report" tabindex="-1">
${unreadSection(report.unread)}${noticeSections(report)}${pushSection(report)}${tables.length === 0 ? nobody(report) : tableSection(tables, columns.length > 1, names)}${keySection(tables, columns)}${pictureSection(columns, overviews)}</main>
<footer>Made by <code>cdk8s-infisical report</code> from manifests. They hold names of keys, never values.</footer>
<script type="application/json" id="data">${new Html(scriptJson(pageData(columns, tables, overviews)))}</script>
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

/** The summary first. */
function leadOf(report: AccessReport, compared: SideBySide): Html {
  if (report.rows.length === 0) return html``;
  const { size, points } = summaryOf(report, compared);
  return html`<p class="lead">${size}.</p>
<ul class="points">${points.map((point) => html`<li>${point}</li>`)}</ul>`;
}

function nobody({ unread }: AccessReport): Html {
  return html`<p class="empty">${limitToRead('No workload gets a secret key.', unread)}</p>`;
}

function searchForm(columns: readonly Column[]): Html {
  const choices = ['All', ...columns.map(({ title }) => title)].map(
    (title, i) =>
      html`<label><input type="radio" name="environment" value="${i - 1}"${i === 0 ? new Html(' checked') : ''}><span>${title}</span></label>`,
  );
  const environments = html`<fieldset><legend class="unseen">Environment</legend>${choices}</fieldset>`;
  return html`<div class="search" role="search" id="search" hidden>
<div class="field"><label for="query">Search</label><input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="Key, variable, workload, folder"></div>
${columns.length > 1 ? environments : ''}
<p id="count" role="status" aria-live="polite"></p>
</div>`;
}

function tableSection(tables: readonly NumberedTable[], isCompared: boolean, names: FolderNames): Html {
  const legend = isCompared
    ? html`<p class="hint">✓ gets it, from the folder in the heading or beside the key. – does not get it. A folder: gets it from there instead.</p>`
    : '';
  const articles = tables.map((table) =>
    workloadArticle(table, isCompared, tables.length > MOST_PICTURES ? undefined : holderPicture(table, names)),
  );
  return html`<section id="workloads" aria-labelledby="workloads-title"><h2 id="workloads-title">Workloads <span class="amount">${tables.length}</span></h2>
${legend}${articles}</section>
`;
}

function pictureSection(columns: readonly Column[], overviews: readonly Overview[]): Html {
  if (columns.length === 0) return html``;
  const figures = columns.map(
    ({ title }, i) =>
      html`<figure data-column="${i}"><figcaption><h3>${title}</h3></figcaption>${scrolling(`Flow of keys in ${title}`, overviews[i].svg, ' panel roomy')}</figure>
`,
  );
  return html`<section id="pictures" aria-labelledby="pictures-title"><h2 id="pictures-title">Pictures</h2>
${figures}</section>
`;
}

function noticeSections(report: AccessReport): Html {
  const { attention, note } = noticesByLevel(report);
  const remedy = html`<p>${NOTES_REMEDY.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}</p>`;
  const alarms = attention.length === 0 ? '' : noticeSection('attention', 'More than what is named', attention);
  const notes = note.length === 0 ? '' : noticeSection('note', 'Secrets that hold whole folders', note, remedy);
  return html`${alarms}${notes}`;
}

function noticeSection(look: string, title: string, notices: readonly TextInScopes[], end: Html | string = ''): Html {
  const items = notices.map(
    ({ text, scopes }) => html`<li>${text} <span class="tag">${scopes.join(', ')}</span></li>\n`,
  );
  const rest = items.slice(SHOWN_NOTICES);
  const more = html`<details><summary>${rest.length} more</summary><ul>
${rest}</ul></details>`;
  return html`<section class="attention${look === 'note' ? ' note' : ''}" aria-labelledby="${look}-title"><h2 id="${look}-title">${title}</h2><ul>
${items.slice(0, SHOWN_NOTICES)}</ul>${rest.length > 0 ? more : ''}${end}</section>
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
