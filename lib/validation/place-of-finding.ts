import { pathText } from '../model/field';
import type { Finding } from './rule';

/**
 * Where in its object a finding is, as text; nothing where it is about the whole of it. An unknown field whose name the
 * message does not show is not shown here either.
 */
export function placeOfFinding({ rule, at, message }: Pick<Finding, 'rule' | 'at' | 'message'>): {
  readonly at?: string;
} {
  const isHidden = rule === 'F1' && !message.includes(`"${at.at(-1)}"`) && message.includes(' has no field (');
  const place = isHidden ? at.slice(0, -1) : at;
  return place.length === 0 ? {} : { at: pathText(place) };
}
