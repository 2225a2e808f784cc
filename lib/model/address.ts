import type { Kind } from './kinds';
import type { Manifest } from './manifest';

/** What tells an object from all others of its kind: absent parts are empty. */
export interface ObjectName {
  readonly name?: string;
  readonly namespace?: string;
}

/** The name of an object with its namespace: `shop/api`. */
export function qualifiedName({ name = '', namespace = '' }: ObjectName): string {
  return `${namespace}/${name}`;
}

/** What tells an object from all others: `Secret shop/api`. */
export function addressOf(kind: Kind, object: ObjectName): string {
  return `${kind} ${qualifiedName(object)}`;
}

/** How messages name an object: `Secret "api"`. */
export function namedObject({ kind, metadata: { name = '' } }: Manifest): string {
  return `${kind} "${name}"`;
}
