/** GitHub takes 65,536 characters in a comment; the rest is for what the caller puts around. */
export const COMMENT_LIMIT = 60_000;

/** As many whole parts as fit, and what is said about those that do not. */
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
