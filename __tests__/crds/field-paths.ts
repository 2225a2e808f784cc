import type { Schema } from './full-sample';

/** Every field below `spec` that the schema declares, as `spec.targets[].name`. Free-form maps count as one field. */
export function fieldPaths(schema: Schema, path = ''): string[] {
  if (schema.type === 'array') return fieldPaths(schema.items ?? {}, `${path}[]`);
  const children = Object.entries(schema.properties ?? {});
  if (children.length === 0) return [path];
  return children
    .filter(([name]) => path !== '' || name === 'spec')
    .flatMap(([name, child]) => fieldPaths(child, path === '' ? name : `${path}.${name}`));
}

/** Every field of an object, in the same notation. */
export function usedPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => usedPaths(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([name, child]) =>
    usedPaths(child, path === '' ? name : `${path}.${name}`),
  );
  return [path, ...inside];
}
