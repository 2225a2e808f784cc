const MANY = 12;

/** Names in one line, and how many more there are. */
export function fewNames(names: readonly string[]): string {
  const more = names.length - MANY;
  return more > 0 ? `${names.slice(0, MANY).join(', ')} and ${more} more, see --json` : names.join(', ');
}
