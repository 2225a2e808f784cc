import { ownField } from '../../lib/json/json';

/** The fields that an object has in canonical form, with their values as they were written. */
export function withWrittenLeaves(canonical: unknown, written: unknown): unknown {
  if (typeof canonical !== 'object' || canonical === null) return isLeaf(written) ? written : canonical;
  if (Array.isArray(canonical)) {
    return Array.isArray(written) ? canonical.map((item, at) => withWrittenLeaves(item, written[at])) : canonical;
  }
  if (isLeaf(written) || written === undefined || written === null || Array.isArray(written)) return canonical;
  const fields = written as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(canonical).map(([name, item]) => [name, withWrittenLeaves(item, ownField(fields, name))]),
  );
}

function isLeaf(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
