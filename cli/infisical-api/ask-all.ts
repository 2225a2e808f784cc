import pLimit from 'p-limit';
import { Failure, ValueReceived } from './failure';
import type { Listing, Place } from './place';

/** What came of asking for the keys of a place. */
export interface Outcome {
  /** Absent if there is no answer. */
  readonly listing?: Listing;
  /** That the place does not exist, in Infisical's own words. */
  readonly absent?: string;
  /** Why a key that is not in the listing may exist all the same. */
  readonly problem?: string;
}

export type Ask = (place: Place) => Promise<Listing>;

export interface Asking {
  readonly ask: Ask;
  readonly concurrency: number;
  /** Ends all waiting for another try, once there is nothing to ask any more. */
  readonly stop: AbortController;
  readonly onAnswer?: (answered: number, of: number) => void;
}

/**
 * Asks for each place, some at a time; the outcomes come in the order of the places.
 *
 * @throws ValueReceived if an answer carries a value: then nobody is asked any more
 */
export async function askAll(
  places: readonly Place[],
  { ask, concurrency, stop, onAnswer }: Asking,
): Promise<Outcome[]> {
  const limit = pLimit(concurrency);
  let answered = 0;
  try {
    return await Promise.all(
      places.map((place) =>
        limit(async () => {
          const outcome = await outcomeOf(place, ask);
          onAnswer?.(++answered, places.length);
          return outcome;
        }),
      ),
    );
  } finally {
    limit.clearQueue();
    stop.abort();
  }
}

async function outcomeOf(place: Place, ask: Ask): Promise<Outcome> {
  try {
    return { listing: await ask(place) };
  } catch (error) {
    if (error instanceof ValueReceived || !(error instanceof Failure)) throw error;
    return error.kind === 'absent' ? { absent: error.message } : { problem: error.message };
  }
}

/** A key that somebody put everywhere to see whether the identity sees: without it, what is absent proves nothing. */
export function withCanary(outcome: Outcome, canary: string): Outcome {
  const { listing } = outcome;
  if (listing === undefined || listing.some(({ keys }) => keys.includes(canary))) return outcome;
  return { listing, problem: `the canary "${canary}" is not visible there, so that other keys may be hidden too` };
}
