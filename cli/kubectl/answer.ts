/** Why nobody knows what a cluster would say. */
export type NotKnownReason =
  | 'no kubectl'
  | 'no context'
  | 'unreachable'
  | 'not logged in'
  | 'forbidden'
  | 'not served'
  | 'not found'
  | 'no time'
  | 'unreadable';

/** Something that a cluster could not be asked, or has not said. */
export interface NotKnown {
  readonly reason: NotKnownReason;
  /** The same for people, with nothing in it that a server said. */
  readonly text: string;
}

/** What a cluster says, or why that is not known. */
export type Answer<T> = { readonly value: T } | { readonly notKnown: NotKnown };

export function notKnown(reason: NotKnownReason, text: string): { readonly notKnown: NotKnown } {
  return { notKnown: { reason, text } };
}
