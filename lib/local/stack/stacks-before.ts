export type PlacedFiles = ReadonlyMap<string, string>;

const STACKS = new WeakMap<object, (() => PlacedFiles)[]>();

/**
 * Remembers what a stack of a project writes, as far as that is known yet.
 *
 * @returns what the stacks write that were declared before it
 */
export function declareStack(project: object, files: () => PlacedFiles): () => PlacedFiles {
  const before = STACKS.get(project) ?? [];
  STACKS.set(project, [...before, files]);
  return () => new Map(before.flatMap((one) => [...one()]));
}
