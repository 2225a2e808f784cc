import { printable } from '../terminal/printable';
import { escapeHtml } from './html';

/** What ends a code span, or the cell of a table that it stands in; also what has nothing to show. */
const ODD = /[`|\\]|^\s*$/;

/** A name in Markdown, inside a table too: nothing in it is markup, a link or a mention. */
export function code(name: string): string {
  const text = asOneLine(name);
  return ODD.test(text) ? `<code>${text.replaceAll(/[!-/:-@[-`{-~]/g, asEntity)}</code>` : `\`${text}\``;
}

/** Commands of a shell that can be copied, below an item of a list: no line of them ends the block. */
export function commandsBelow(commands: readonly string[]): string {
  if (commands.length === 0) return '';
  const lines = commands.map(asOneLine);
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return ['', `${fence}sh`, ...lines, fence, ''].map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('');
}

/** A name in HTML inside Markdown, where no Markdown and no mention is looked for. */
export function codeTag(name: string): string {
  return `<code>${escapeHtml(asOneLine(name))}</code>`;
}

/** The kind of an object in HTML inside Markdown: a plain one needs no look of its own. */
export function kindTag(kind: string): string {
  return /^[A-Z][A-Za-z0-9]{0,62}$/.test(kind) ? kind : codeTag(kind);
}

/** An entity is never markup, wherever it stands. */
function asEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function asOneLine(name: string): string {
  return printable(name.replaceAll(/\s+/g, ' '));
}

/** A sentence that may repeat names: nothing in it is markup, a link or a mention. */
export function escapeSentence(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>|~&#@!$^]|:(?=\/)|\.(?=\w)/g, '\\$&');
}
