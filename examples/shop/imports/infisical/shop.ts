// Made by `cdk8s-infisical import`: the names of secrets, never a value. Do not edit.

const PROJECT = 'shop';

/** The secret keys of the Infisical project "shop". */
export const ShopKeys = telling({
  /** At dev:/orders, staging:/orders, prod:/orders. */
  DATABASE_URL: 'DATABASE_URL',
  /** At dev:/orders. */
  POSTGRES_PASSWORD: 'POSTGRES_PASSWORD',
  /** At prod:/orders. */
  SENTRY_DSN: 'SENTRY_DSN',
  /** At dev:/web, staging:/web, prod:/web. */
  SESSION_KEY: 'SESSION_KEY',
  /** At dev:/orders, staging:/orders, prod:/orders. */
  STRIPE_KEY: 'STRIPE_KEY',
} as const);

/** One of them. */
export type ShopKey = (typeof ShopKeys)[keyof typeof ShopKeys];

const PLACES = new Map<string, readonly string[]>([
  ['dev:/orders', ['DATABASE_URL', 'POSTGRES_PASSWORD', 'STRIPE_KEY']],
  ['dev:/web', ['SESSION_KEY']],
  ['staging:/orders', ['DATABASE_URL', 'STRIPE_KEY']],
  ['staging:/web', ['SESSION_KEY']],
  ['prod:/orders', ['DATABASE_URL', 'SENTRY_DSN', 'STRIPE_KEY']],
  ['prod:/web', ['SESSION_KEY']],
]);

/**
 * The keys that exist at a path of an environment, for the `keys` of a `source`.
 *
 * @throws if that place is not imported
 */
export function shopKeysAt(environment: string, path = '/', recursive = false): string[] {
  const wanted = `${environment}:${path}`;
  const below = path === '/' ? wanted : `${wanted}/`;
  const read = [...PLACES].filter(([place]) => place === wanted || (recursive && place.startsWith(below)));
  if (read.length > 0) return [...new Set(read.flatMap(([, keys]) => keys))].sort();
  const known = [...PLACES.keys()].join(', ');
  throw new Error(
    `project "${PROJECT}": the keys at ${wanted} are not known, only those at ${known}: run npx cdk8s-infisical import`,
  );
}

/** The same keys, but a typo is an error also where nobody checks the types. */
function telling<T extends object>(keys: T): T {
  return new Proxy(keys, {
    get(known, key) {
      const names = Object.keys(known);
      if (typeof key === 'string' && !names.includes(key)) {
        const meant = names.find((name) => isSlip(key, name));
        if (meant) throw new Error(`project "${PROJECT}" has no key "${key}": did you mean "${meant}"?`);
      }
      return Reflect.get(known, key);
    },
  });
}

/** Whether one character was put in, dropped or exchanged, or two were swapped. */
function isSlip(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [left, right] = [a.slice(same), b.slice(same)];
  if (left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1)) return true;
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
