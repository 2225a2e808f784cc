import type { KeyKind } from '../model/key-kind/key-kind';
import type { SecretKey } from './secret-key';

/** Keys as users write them: a list takes each under its own name, a map has what they become as its names. */
export type SecretKeys = (string | SecretKey)[] | { [target: string]: string | SecretKey };

/** A key, what it becomes, and what is said of it. */
export interface DeclaredKey {
  /** The variable, or the file. */
  readonly target: string;
  readonly key: string;
  readonly kind?: KeyKind;
  readonly description?: string;
}

/** The one reader of keys as users write them. */
export function declaredKeysIn(secretKeys: SecretKeys = []): DeclaredKey[] {
  if (Array.isArray(secretKeys)) return secretKeys.map((key) => ({ target: nameOf(key), ...saidOf(key) }));
  return Object.entries(secretKeys).map(([target, key]) => ({ target, ...saidOf(key) }));
}

function saidOf(key: string | SecretKey): Omit<DeclaredKey, 'target'> {
  if (typeof key === 'string') return { key };
  const { name, _kind: kind, _description: description } = key;
  return { key: name, ...(kind !== undefined && { kind }), ...(description !== undefined && { description }) };
}

function nameOf(key: string | SecretKey): string {
  return typeof key === 'string' ? key : key.name;
}
