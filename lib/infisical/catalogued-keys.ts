/** On a list of keys that are known, not declared: the code that `import` generates marks its lists with it too. */
const CATALOGUED = Symbol.for('cdk8s-infisical.catalogued');

/** Marks a list of keys as one that comes from a catalogue: nobody wrote it down, so that nobody has to use all of it. */
export function asCatalogued(keys: string[]): string[] {
  return Object.defineProperty(keys, CATALOGUED, { value: true });
}

export function isCataloguedList(keys: readonly string[]): boolean {
  return (keys as { readonly [CATALOGUED]?: true })[CATALOGUED] === true;
}
