import { code } from '../languages/markdown';
import { quotedItems } from './markdown/limit';

/** A sentence that says of nobody, or of nothing: only of what could be read. */
export function limitToRead(sentence: string, unread: readonly string[]): string {
  return unread.length === 0 ? sentence : sentence.replace(/\.$/, ' in what could be read.');
}

/** Places that could not be read, as a warning in Markdown. */
export function unreadInMarkdown(unread: readonly string[], effect: string): string {
  if (unread.length === 0) return '';
  return `> [!WARNING]\n${quotedItems(unread.map((place) => `${code(place)} is unread: ${effect}`))}\n`;
}
