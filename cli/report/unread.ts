import { code } from '../languages/markdown';
import { quotedItems } from './markdown/limit';

/** Places that could not be read, as a warning in Markdown. */
export function unreadInMarkdown(unread: readonly string[], effect: string): string {
  if (unread.length === 0) return '';
  return `> [!WARNING]\n${quotedItems(unread.map((place) => `${code(place)} is unread: ${effect}`))}\n`;
}
