import type { AppView } from './app-view';

/** Computes something about an app once, however many rules ask for it. */
export function perApp<T>(compute: (app: AppView) => T): (app: AppView) => T {
  const known = new WeakMap<AppView, { readonly value: T }>();
  return (app) => {
    const entry = known.get(app) ?? { value: compute(app) };
    known.set(app, entry);
    return entry.value;
  };
}

/** The items in the order of their first one of each group. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
