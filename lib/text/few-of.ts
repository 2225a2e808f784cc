const MOST = 3;

/** Names of objects for a message: the first few of many. */
export function fewOf(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const rest = unique.length - MOST;
  return rest > 0 ? `${unique.slice(0, MOST).join(', ')} and ${rest} more` : unique.join(', ');
}
