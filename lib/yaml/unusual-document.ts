import { LONGEST_KEY } from './read-alike';
import { AS_KEY, cdk8sYaml, corrected, IN_MAPPING, type Place } from './scalar';

/**
 * A document as cdk8s writes it that has what JSON does not have, very long keys, or one object twice. Where readers
 * would not take a text for what it is, a stand-in takes its place while cdk8s writes.
 */
export function unusualDocument(document: unknown): string {
  const written = cdk8sYaml(document);
  let name = 'standIn';
  while (written.includes(name)) name += 'In';
  const texts: string[] = [];
  const standIn = (value: string | number, { render }: Place): string | number => {
    const written = render(value);
    const text = corrected(value, written);
    if (text === written) return value;
    texts.push(text);
    return `${name}${texts.length - 1}_`.padEnd(text.length > LONGEST_KEY ? text.length : 0, '_');
  };
  const withStandIns = cdk8sYaml(replaced(document, standIn, new Map()));
  return withStandIns.replaceAll(new RegExp(`${name}(\\d+)_+`, 'g'), (_, index) => texts[Number(index)] ?? '');
}

type Replacement = (value: string | number, place: Place) => string | number;

/** A copy with other scalars, in which what was one object still is one. */
function replaced(value: unknown, scalar: Replacement, copies: Map<unknown, unknown>): unknown {
  if (typeof value === 'string' || typeof value === 'number') return scalar(value, IN_MAPPING);
  if (typeof value !== 'object' || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copies.set(value, copy);
    for (const item of value) copy.push(replaced(item, scalar, copies));
    return copy;
  }
  if (!hasOnlyFields(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  copies.set(value, copy);
  for (const [key, item] of Object.entries(value)) {
    copy[scalar(key, AS_KEY)] = replaced(item, scalar, copies);
  }
  return copy;
}

function hasOnlyFields(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}
