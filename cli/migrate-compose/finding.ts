import type { Place } from './compose-node';

/** What a person has to look at, with the place in the file. It repeats nothing that can hold a credential. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
}
