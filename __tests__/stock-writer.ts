import type { App } from 'cdk8s';

/** The app, to which none of our constructs brings our writer. */
export function withStockWriter(app: App): App {
  return Object.defineProperty(app, Symbol.for('cdk8s-infisical.is-read-alike'), { value: false });
}
