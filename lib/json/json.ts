export type Fields = Record<string, unknown>;

/** The value as an object; empty if it is none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The value as a list of objects; empty if it is none. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

/** A field of the object itself: an object also has what its prototype has, such as `constructor`. */
export function ownField<T>(object: Readonly<Record<string, T>>, field: string): T | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

/** The value with another text in the place of each: those that name its fields too. */
export function withTexts(value: unknown, textFor: (text: string) => string): unknown {
  if (typeof value === 'string') return textFor(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, textFor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [textFor(name), withTexts(one, textFor)]));
}

/** The value as text; undefined if it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What a text of JSON holds; undefined if it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
