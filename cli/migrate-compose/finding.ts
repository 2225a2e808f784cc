import type { ComposePlace } from './compose-place';

/** What a person has to look at, with the place in the file. It repeats nothing that can hold a credential. */
export interface Finding {
  readonly place: ComposePlace;
  readonly message: string;
}
