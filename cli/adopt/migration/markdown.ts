import { code as codeSpan } from '../../report/markdown/escape';
import { printable } from '../../terminal/printable';

/** A name or a command in Markdown: nothing in it is markup. */
export function code(text: string): string {
  return codeSpan(printable(text));
}

/** A sentence that may repeat names: nothing in it is markup, a link or a mention. */
export function sentence(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>|~&#@!$^]|:(?=\/)|\.(?=\w)/g, '\\$&');
}
