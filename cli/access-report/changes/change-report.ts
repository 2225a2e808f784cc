import { titlesOf } from '../scopes';
import type { Change } from './change';
import { changeSentence, holderNames, type Piece } from './sentence';

/** A change with the sentence that tells it. */
export interface ToldChange {
  readonly change: Change;
  readonly pieces: readonly Piece[];
}

export function withSentences(changes: readonly Change[]): ToldChange[] {
  const titleOf = titlesOf(changes);
  const nameOf = holderNames(changes);
  return changes.map((change) => ({ change, pieces: changeSentence(change, titleOf(change), nameOf(change)) }));
}

export function plainText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : 'name' in piece ? piece.name : piece.alarm))
    .join('');
}

export const NO_CHANGE = 'No workload gains or loses a key.';

/** Of a place that could not be read. */
export const UNKNOWN_EFFECT = 'nobody knows what it changes';
