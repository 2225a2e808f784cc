import type { Settings } from '../model/app-model';

/**
 * What shows a rule at work. Objects of the kinds of `SOUND_OBJECTS` say only what differs from the sound one of their
 * kind; the first of a kind is that one changed, a further one needs a name of its own. A text is a program, for rules
 * that only props can break.
 */
export type RuleExample = string | ExampleObjects;

export interface ExampleObjects {
  readonly objects: readonly ExampleObject[];
  /** The secret keys that are declared as those of its InfisicalSecret. */
  readonly keys?: readonly string[];
  readonly settings?: Settings;
}

export interface ExampleObject {
  readonly kind: string;
  readonly [field: string]: unknown;
}
