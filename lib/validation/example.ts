import type { Settings } from '../model/app-model';
import type { KnownKind } from '../model/kinds';

/**
 * What shows a rule at work. Objects say only in what they differ from a valid one of their kind (`null` takes a field
 * away, a list replaces the whole list), and the first of a kind is that one, changed; a further one needs a name of its
 * own. A text is a program, for rules that only props can break.
 */
export type RuleExample = string | ExampleObjects;

export interface ExampleObjects {
  readonly objects: readonly ExampleObject[];
  /** The secret keys that are declared as those of its InfisicalSecret or InfisicalStaticSecret. */
  readonly keys?: readonly string[];
  readonly settings?: Omit<Settings, 'previous'>;
  /** What the last synthesis wrote. */
  readonly previous?: readonly ExampleObject[];
}

export interface ExampleObject {
  readonly kind: KnownKind;
  readonly [field: string]: unknown;
}

export function withSpec(kind: KnownKind, spec: Readonly<Record<string, unknown>>): ExampleObjects {
  return { objects: [{ kind, spec }] };
}
