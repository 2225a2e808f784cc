import { grouped } from '../../../lib/collections/grouped';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { nameInAnyEnvironment } from '../../../lib/text/name-in-any-environment';
import { FolderNames } from '../folder-names';
import { titlesOf } from '../scopes';
import { CHANGE_KINDS, type Change } from './change';
import { holderNames } from './holder-names';
import { changeSentence, type Names, type Piece } from './sentence';

/** What happens alike in some environments, with the sentence that tells it. */
export interface ToldChange {
  /** One of each environment. */
  readonly changes: readonly Change[];
  readonly scopes: readonly string[];
  readonly pieces: readonly Piece[];
}

/** A sentence for what happens alike, whatever the number of environments; what needs attention first. */
export function withSentences(changes: readonly Change[]): ToldChange[] {
  const titleOf = titlesOf(changes);
  const namesOf = namesIn(changes);
  const commonOf = (change: Change, scopes: readonly string[]) => {
    const names = namesOf(change, scopes);
    return changeSentence(change, { ...names, holder: nameInAnyEnvironment(names.holder, change.environment) });
  };
  const alike = grouped(changes, (change) => JSON.stringify([change.kind, change.grows, commonOf(change, [])]));
  const told = [...alike.values()].map((together): ToldChange => {
    const [first] = together;
    const scopes = [...new Set(together.map(titleOf))];
    const names = together.map((change) => namesOf(change, scopes));
    const isAlike = new Set(names.map(({ holder }) => holder)).size === 1;
    return { changes: together, scopes, pieces: isAlike ? changeSentence(first, names[0]) : commonOf(first, scopes) };
  });
  return sortedNaturally(told, ({ changes: [{ kind, holder }] }) =>
    [String.fromCharCode(CHANGE_KINDS.indexOf(kind) + 'a'.charCodeAt(0)), holder.name].join('\0'),
  );
}

/** The sentence of each change on its own, as it is told of its environment. */
export function sentenceOfEach(changes: readonly Change[]): (change: Change) => string {
  const titleOf = titlesOf(changes);
  const namesOf = namesIn(changes);
  return (change) => plainText(changeSentence(change, namesOf(change, [titleOf(change)])));
}

function namesIn(changes: readonly Change[]): (change: Change, scopes: readonly string[]) => Names {
  const projects = changes.flatMap(({ before = [], folders }) => [...before, ...folders].map(({ project }) => project));
  const folders = new FolderNames(
    projects,
    changes.every(({ inOneProject }) => inOneProject),
  );
  const holderOf = holderNames(changes);
  return (change, scopes) => ({ holder: holderOf(change), scopes, folders });
}

export function plainText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : 'name' in piece ? piece.name : piece.alarm))
    .join('');
}

export const NO_CHANGE = 'No workload gains or loses a key.';

/** Of a place that could not be read. */
export const UNKNOWN_EFFECT = 'nobody knows what it changes';
