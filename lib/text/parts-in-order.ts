/** Whether a text has these parts, in this order and without overlap: it starts with the first and ends with the last. */
export function hasPartsInOrder(text: string, parts: readonly string[]): boolean {
  const [first, ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
