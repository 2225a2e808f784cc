import { createHash } from 'node:crypto';

/**
 * The name of a resource of Terraform, which depends on nothing but the names that it is made of: another name would mean
 * another resource, and that this one is destroyed. Names that Terraform does not take as they are get a mark of their own.
 */
export function labelOf(...parts: readonly string[]): string {
  const plain = parts.map((part) => part.replaceAll('_', '__')).join('_');
  const isPlain = parts.every((part) => PLAIN.test(part));
  const label = isPlain ? plain : `${plain.replaceAll(/[^\w-]+/g, '-').slice(0, 80)}_${fingerprint(parts)}`;
  return /^[A-Za-z_]/.test(label) ? label : `_${label}`;
}

/** Of these the parts can be told again from the label, so that no two have the same. */
const PLAIN = /^[A-Za-z0-9-](?:[\w-]{0,78}[A-Za-z0-9-])?$/;

function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}
