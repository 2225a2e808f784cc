import { pathText } from '../model/field';
import type { Finding } from './rule';

/** Where in its object a finding is, as text; nothing where it is about the whole of it. */
export function placeOfFinding({ at }: Pick<Finding, 'at'>): { readonly at?: string } {
  return at.length === 0 ? {} : { at: pathText(at) };
}
