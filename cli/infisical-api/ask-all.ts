import pLimit from 'p-limit';
import { Failure, ValueReceived } from './failure';
import type { Folder, Listing } from './folder';

/** What came of asking for the keys of a folder. */
export interface Outcome {
  /** Absent if there is no answer. */
  readonly listing?: Listing;
  /** That the folder does not exist, in Infisical's own words. */
  readonly absent?: string;
  /** Why a key that is not in the listing may exist all the same. */
  readonly problem?: string;
}

export type Ask = (folder: Folder) => Promise<Listing>;

export interface Asking {
  readonly ask: Ask;
  readonly concurrency: number;
  /** Ends all waiting for another try, once there is nothing to ask any more. */
  readonly stop: AbortController;
  /** Told how far it is, from the beginning on. */
  readonly onAnswer?: (answered: number, of: number) => void;
}

/**
 * Asks for each folder, some at a time; the outcomes come in the order of the folders.
 *
 * @throws ValueReceived if an answer carries a value: then nobody is asked any more
 */
export async function askAll(
  folders: readonly Folder[],
  { ask, concurrency, stop, onAnswer }: Asking,
): Promise<Outcome[]> {
  const limit = pLimit(concurrency);
  let answered = 0;
  onAnswer?.(0, folders.length);
  try {
    return await limit.map(folders, async (folder) => {
      const outcome = await outcomeOf(folder, ask);
      onAnswer?.(++answered, folders.length);
      return outcome;
    });
  } finally {
    limit.clearQueue();
    stop.abort();
  }
}

async function outcomeOf(folder: Folder, ask: Ask): Promise<Outcome> {
  try {
    return { listing: await ask(folder) };
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
