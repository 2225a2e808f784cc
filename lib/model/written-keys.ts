import { isLease, type ManagedObject } from './operator-resource';
import { existingKeys } from './resource';

/** The keys that the operator writes into the object; undefined where nobody can know. */
export function writtenKeys(object: ManagedObject): ReadonlySet<string> | undefined {
  const { owner, template, data, includesAll } = object;
  const existing = existingKeys(owner.resource);
  if (isLease(object) || template.isUnresolved) return undefined;
  if (!template.isGiven) return existing;
  if (typeof data.raw === 'string' || data.isUnresolved) return undefined;
  const own = data.entries().map(([key]) => key);
  if (includesAll) return existing && new Set([...existing, ...own]);
  return own.length === 0 ? undefined : new Set(own);
}
