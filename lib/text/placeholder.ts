const PLACEHOLDER =
  /<[^<>]*>|(^|[/.])your[-_ ]|(?:change|replace)[-_ ]?me(?![a-z])|replace[-_ ]?(?:this|with|by)(?![a-z])|(?:insert|put)[-_ ]your|fill[-_ ]?(?:me|in)$|^(?:todo|tbd|fixme|xxx+|placeholder)$/i;

/** Whether the text looks like an example's gap that nobody has filled in. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}
