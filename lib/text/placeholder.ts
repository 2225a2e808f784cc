const PLACEHOLDER = /<[^<>]*>|(^|[/.])your[-_ ]|change[-_ ]?me|replace[-_ ]?me|^(todo|tbd|fixme|xxx+|placeholder)$/i;

/** Whether the text looks like an example's gap that nobody has filled in. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}
