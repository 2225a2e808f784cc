import type { Fields } from '../../lib/json/json';
import type { Path } from '../yaml/kubernetes-yaml';

/** A variable that has the value of a key which a service gets. */
export interface ToldVariable {
  readonly service: string;
  readonly variable: string;
}

/** Where a compose file gives a service a key, of which `x-infisical` does not tell that the service gets it. */
export interface UntoldUse {
  readonly path: Path;
  readonly variable: string;
}

/**
 * The first one: an entry of an environment, or a text with `${KEY}` wherever compose replaces it; and what compose makes
 * of a variable for services to take, in its `secrets` and `configs`.
 */
export function untoldUse({ services, ...others }: Fields, told: readonly ToldVariable[]): UntoldUse | undefined {
  const all = new Set(told.map(({ variable }) => variable));
  const own = new Set(told.map(({ service, variable }) => JSON.stringify([service, variable])));
  const parts = Object.entries(others).filter(([field]) => !field.startsWith('x-'));
  return [...parts, ['services', services] as const]
    .flatMap(([field, part]) => usesIn(part, [field]))
    .find(({ path: [field, name], variable }) => {
      const isOwn = field === 'services' && own.has(JSON.stringify([name, variable]));
      return all.has(variable) && !isOwn;
    });
}

/** The variables that compose puts in their place in a text. */
export function replacedIn(text: string): string[] {
  return [...text.replaceAll('$$', '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, variable]) => variable);
}

function usesIn(value: unknown, path: Path): UntoldUse[] {
  const isEnvironment = path.length === 3 && path[2] === 'environment';
  if (typeof value === 'string')
    return [...(isEnvironment ? [value] : []), ...replacedIn(value)].map((variable) => ({ path, variable }));
  if (typeof value !== 'object' || value === null) return [];
  const items = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return items.flatMap(([entry, item]) => {
    const at = [...path, entry];
    const passed = typeof entry === 'number' ? item : item === null ? entry : undefined;
    const isPassed = isEnvironment && typeof passed === 'string';
    return [...(isPassed ? [{ path: at, variable: passed }] : []), ...usesIn(item, at)];
  });
}
