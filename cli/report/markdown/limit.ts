/** GitHub takes 65,536 characters in a comment; the rest is for what the caller puts around. */
export const COMMENT_LIMIT = 60_000;

const SHOWN_ITEMS = 20;

/** The first of many items, in a quote. */
export function quotedItems(items: readonly string[]): string {
  const more = items.length > SHOWN_ITEMS ? [`and ${items.length - SHOWN_ITEMS} more`] : [];
  return [...items.slice(0, SHOWN_ITEMS), ...more].map((item) => `> - ${item}\n`).join('');
}

/** A comment of as many whole parts as fit, and what is said about those that do not. */
export function withinComment(head: string, parts: readonly string[], rest: (left: number) => string): string {
  let size = head.length + rest(parts.length).length;
  let fitting = 0;
  for (const part of parts) {
    size += part.length;
    if (size > COMMENT_LIMIT) break;
    fitting++;
  }
  const left = parts.length - fitting;
  return `${head}${parts.slice(0, fitting).join('')}${left === 0 ? '' : rest(left)}`;
}
