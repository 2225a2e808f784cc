import { LONGEST_KEY } from './read-alike';
import { AS_KEY, cdk8sYaml, correctedText, IN_MAPPING, isNoData, type ScalarPosition, UNWRITABLE } from './scalar';

/**
 * A document as cdk8s writes it that has what JSON does not have, very long keys, or one object twice. Where readers
 * would not take a text for what it is, a stand-in takes its place while cdk8s writes.
 */
export function unusualDocument(document: unknown): string {
  // What can be asked for its items once only has them in the copy.
  const copy = replaceScalars(document, IN_MAPPING, (value) => value, new Map());
  const written = cdk8sYaml(copy);
  let name = 'standIn';
  while (written.includes(name)) name += 'In';
  const texts: string[] = [];
  const standIn = (value: string | number, { render }: ScalarPosition): string | number => {
    const written = render(value);
    const text = correctedText(value, written);
    if (text === written) return value;
    texts.push(text);
    return `${name}${texts.length - 1}_`.padEnd(text.length > LONGEST_KEY ? text.length : 0, '_');
  };
  const withStandIns = cdk8sYaml(replaceScalars(copy, IN_MAPPING, standIn, new Map()));
  return withStandIns.replaceAll(new RegExp(`${name}(\\d+)_+`, 'g'), (_, index) => texts[Number(index)] ?? '');
}

type Replacement = (value: string | number, place: ScalarPosition) => string | number;

/** A copy with other scalars, in which what was one object still is one. */
function replaceScalars(
  given: unknown,
  place: ScalarPosition,
  scalar: Replacement,
  copies: Map<unknown, unknown>,
): unknown {
  const value = asWritten(given);
  if (typeof value === 'string' || typeof value === 'number') return scalar(value, place);
  if (isNoData(value)) throw UNWRITABLE;
  if (typeof value !== 'object' || value === null || isWhole(value)) return value;
  if (copies.has(given)) return copies.get(given);
  const kept = <T>(copy: T): T => {
    copies.set(given, copy);
    return copy;
  };
  const key = (one: unknown) => replaceScalars(one, AS_KEY, scalar, copies);
  const item = (one: unknown) => replaceScalars(one, IN_MAPPING, scalar, copies);
  if (value instanceof Map) return fill(kept(new Map()), value, (copy, [k, v]) => copy.set(key(k), item(v)));
  if (value instanceof Set) return fill(kept(new Set()), value, (copy, one) => copy.add(key(one)));
  if (isIterable(value)) return fill(kept<unknown[]>([]), value, (copy, one) => copy.push(item(one)));
  const copy: Record<string, unknown> = Object.create(null);
  return fill(kept(copy), Object.entries(value), (fields, [k, v]) => {
    fields[String(key(k))] = item(v);
  });
}

function fill<C, T>(copy: C, items: Iterable<T>, add: (copy: C, item: T) => void): C {
  for (const item of items) add(copy, item);
  return copy;
}

/** What cdk8s takes for a value before it writes it. */
export function asWritten(value: unknown): unknown {
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  if (typeof value !== 'object' || value === null || value instanceof Set || isWhole(value)) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}

/** What has a form of its own, or is YAML already. */
function isWhole(value: object): boolean {
  return value instanceof Date || value instanceof Uint8Array || Symbol.for('yaml.node.type') in value;
}

export function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
