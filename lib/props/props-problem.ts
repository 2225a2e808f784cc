/** A mistake in the props of a construct, found before there is an object to look at. */
export interface PropsProblem {
  readonly rule: string;
  readonly message: string;
}
