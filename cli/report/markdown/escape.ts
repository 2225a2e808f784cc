import { escaped } from '../escaped';

/** A name in Markdown, inside a table too: nothing in it is markup, a link or a mention. */
export function code(name: string): string {
  const text = name.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const blank = longest > 0 || text.trim() === '' ? ' ' : '';
  return `${fence}${blank}${text}${blank}${fence}`;
}

/** A name in HTML inside Markdown, where no Markdown and no mention is looked for. */
export function codeTag(name: string): string {
  return `<code>${escaped(name.replaceAll(/\s+/g, ' '))}</code>`;
}
