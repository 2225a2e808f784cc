import { fields, text } from '../json/json';
import type { ManagedObject } from './managed-objects';
import { existingKeys } from './resource';

/** The keys that the operator writes into the object; undefined where nobody can know. */
export function writtenKeys({ writer, template }: ManagedObject): ReadonlySet<string> | undefined {
  if (writer.manifest.kind === 'InfisicalDynamicSecret') return undefined;
  const existing = existingKeys(writer);
  if (template === undefined) return existing;
  if (text(template.data) !== undefined || !isPlain(template.data)) return undefined;
  const own = Object.keys(fields(template.data));
  if (template.includeAllSecrets === true) return existing && new Set([...existing, ...own]);
  return own.length === 0 ? undefined : new Set(own);
}

/** Whether the value can be read: not an object that becomes a value only when the app is rendered. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
