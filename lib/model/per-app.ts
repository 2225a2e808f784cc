import type { AppModel } from './app-model';

/** Computes something about an app once, however many rules ask for it. */
export function perApp<T>(compute: (app: AppModel) => T): (app: AppModel) => T {
  const known = new WeakMap<AppModel, { readonly value: T }>();
  return (app) => {
    const entry = known.get(app) ?? { value: compute(app) };
    known.set(app, entry);
    return entry.value;
  };
}
