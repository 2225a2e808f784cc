import type { TextPlace } from '../../lib/text/place-in-text';

/** What a person has to look at, with the place in the file. It repeats nothing that can hold a credential. */
export interface Finding {
  readonly place: TextPlace;
  readonly message: string;
}
