import { byName } from '../collections/order';

/**
 * A value as it was given; of a program in Java with each of its maps in the order of the names. `Map.of` has another order
 * in every run, which nobody can see of the map that arrives, and Go's maps arrive sorted: the order of neither is one that
 * somebody wrote.
 */
export function inStableOrder<T>(value: T): T {
  return isOfJava() ? (sorted(value) as T) : value;
}

/** jsii names the language of the program that this process serves, as `Java/17.0.15`. */
function isOfJava(): boolean {
  return /^Java\//.test(process.env.JSII_AGENT ?? '');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).sort(byName);
  return Object.fromEntries(entries.map(([name, part]) => [name, sorted(part)]));
}

/** What an instance of a class holds is its own business. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
