import { code } from '../languages/markdown';
import { quotedItems } from './markdown/limit';

/** Of a place that could not be read: the rest of its file, and of its object, may stand in the report. */
export const UNREAD_EFFECT = 'what it says is not in the report';

/** A sentence that says of nobody, or of nothing: only of what could be read. */
export function limitToRead(sentence: string, unread: readonly string[]): string {
  return unread.length === 0 ? sentence : sentence.replace(/\.$/, ' in what could be read.');
}

/** Places that could not be read, as a warning in Markdown. */
export function unreadInMarkdown(unread: readonly string[], effect: string): string {
  if (unread.length === 0) return '';
  return `> [!WARNING]\n${quotedItems(unread.map((place) => `${code(place)} is unread: ${effect}`))}\n`;
}
