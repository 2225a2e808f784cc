/**
 * A copy without null, which means nothing. Of a map of texts, where Go reads an empty one, it stays as that; in a list it
 * is an item that stays.
 */
export function withoutNull(value: unknown, name = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNull(item));
  const isOfTexts = MAPS_OF_TEXTS.has(name);
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== null) copy[key] = withoutNull(item, isOfTexts ? '' : key);
    else if (isOfTexts) copy[key] = '';
  }
  return copy;
}

/** Fields of Kubernetes that are maps of texts in every kind of object. */
export const MAPS_OF_TEXTS: ReadonlySet<string> = new Set(['labels', 'annotations', 'nodeSelector', 'matchLabels']);
