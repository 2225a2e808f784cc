// Made by `cdk8s-infisical import`: the names of secrets, never a value. Do not edit.

const PROJECT = 'slug';

/** The secret keys of the Infisical project "slug". */
export const ProjectKeys = telling({
  /** At dev:/, staging:/, prod:/. */
  CORS_TRUSTED_ORIGINS: 'CORS_TRUSTED_ORIGINS',
  /** At dev:/, staging:/, prod:/. */
  DATABASE_URL: 'DATABASE_URL',
  /** At dev:/, staging:/, prod:/. */
  DEV: 'DEV',
  /** At dev:/, staging:/, prod:/. */
  PORT: 'PORT',
  /** At dev:/. */
  POSTGRES_PASSWORD: 'POSTGRES_PASSWORD',
  /** At dev:/. */
  RABBITMQ_PASSWORD: 'RABBITMQ_PASSWORD',
  /** At dev:/, staging:/, prod:/. */
  RABBITMQ_URL: 'RABBITMQ_URL',
  /** At dev:/. */
  RABBITMQ_USER: 'RABBITMQ_USER',
  /** At dev:/, staging:/, prod:/. */
  RATELIMIT_ENABLED: 'RATELIMIT_ENABLED',
  /** At dev:/, staging:/, prod:/. */
  RATELIMIT_MAX_BURST: 'RATELIMIT_MAX_BURST',
  /** At dev:/, staging:/, prod:/. */
  RATELIMIT_RPS: 'RATELIMIT_RPS',
} as const);

/** One of them. */
export type ProjectKey = (typeof ProjectKeys)[keyof typeof ProjectKeys];

const PLACES = new Map<string, readonly string[]>([
  ['dev:/', [
    'CORS_TRUSTED_ORIGINS',
    'DATABASE_URL',
    'DEV',
    'PORT',
    'POSTGRES_PASSWORD',
    'RABBITMQ_PASSWORD',
    'RABBITMQ_URL',
    'RABBITMQ_USER',
    'RATELIMIT_ENABLED',
    'RATELIMIT_MAX_BURST',
    'RATELIMIT_RPS',
  ]],
  ['staging:/', [
    'CORS_TRUSTED_ORIGINS',
    'DATABASE_URL',
    'DEV',
    'PORT',
    'RABBITMQ_URL',
    'RATELIMIT_ENABLED',
    'RATELIMIT_MAX_BURST',
    'RATELIMIT_RPS',
  ]],
  ['prod:/', [
    'CORS_TRUSTED_ORIGINS',
    'DATABASE_URL',
    'DEV',
    'PORT',
    'RABBITMQ_URL',
    'RATELIMIT_ENABLED',
    'RATELIMIT_MAX_BURST',
    'RATELIMIT_RPS',
  ]],
]);

/**
 * The keys that exist at a path of an environment, for the `keys` of a `source`.
 *
 * @throws if that place is not imported
 */
export function projectKeysAt(environment: string, path = '/', recursive = false): string[] {
  const wanted = `${environment}:${path}`;
  const below = path === '/' ? wanted : `${wanted}/`;
  const read = [...PLACES].filter(([place]) => place === wanted || (recursive && place.startsWith(below)));
  if (read.length > 0) {
    const found = [...new Set(read.flatMap(([, keys]) => keys))].sort();
    // They are known, not declared: nobody has to use all of them.
    return Object.defineProperty(found, Symbol.for('cdk8s-infisical.catalogued'), { value: true });
  }
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
