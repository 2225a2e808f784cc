/** The fields that have a value. */
export function withoutUndefined<T extends object>(fields: T): T {
  const all = Object.entries(fields);
  return all.some(([, value]) => value === undefined)
    ? (Object.fromEntries(all.filter(([, value]) => value !== undefined)) as T)
    : { ...fields };
}
