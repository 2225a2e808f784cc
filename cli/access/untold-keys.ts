type Path = readonly (string | number)[];
type Services = { readonly [service: string]: unknown };

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

/** The first one: an entry of an environment, or a text with `${KEY}` wherever compose replaces it. */
export function untoldUse(services: Services, told: readonly ToldVariable[]): UntoldUse | undefined {
  const all = new Set(told.map(({ variable }) => variable));
  const own = new Set(told.map(({ service, variable }) => JSON.stringify([service, variable])));
  for (const [service, content] of Object.entries(services)) {
    const untold = usesIn(content, ['services', service]).find(
      ({ variable }) => all.has(variable) && !own.has(JSON.stringify([service, variable])),
    );
    if (untold !== undefined) return untold;
  }
  return undefined;
}

/** The variables that compose puts in their place in a text. */
export function replacedIn(text: string): string[] {
  return [...text.replaceAll('$$', '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, variable]) => variable);
}

function usesIn(value: unknown, path: Path): UntoldUse[] {
  const isEnvironment = path.length === 3 && path[2] === 'environment';
  if (typeof value === 'string') return replacedIn(value).map((variable) => ({ path, variable }));
  if (typeof value !== 'object' || value === null) return [];
  const items = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return items.flatMap(([entry, item]) => {
    const at = [...path, entry];
    const passed = typeof entry === 'number' ? item : item === null ? entry : undefined;
    const isPassed = isEnvironment && typeof passed === 'string';
    return [...(isPassed ? [{ path: at, variable: passed }] : []), ...usesIn(item, at)];
  });
}
