import { escapeHtml } from '../../languages/html';

/** HTML that is safe to put into a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | readonly Content[] | undefined;

/** A template for HTML: what is put into it is text, unless it is HTML itself. */
export function html(strings: readonly string[], ...contents: readonly Content[]): Html {
  return new Html(strings.map((part, i) => (i === 0 ? part : `${textOf(contents[i - 1])}${part}`)).join(''));
}

function textOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.text;
  return typeof content === 'object' ? content.map(textOf).join('') : escapeHtml(String(content));
}
