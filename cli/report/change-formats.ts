import { counted } from '../../lib/text/counted';
import type { Change } from '../access-report/changes/change';
import {
  NO_CHANGE,
  plainText,
  sentenceOfEach,
  UNKNOWN_EFFECT,
  withSentences,
} from '../access-report/changes/change-report';
import type { Piece } from '../access-report/changes/sentence';
import { limitToRead } from '../access-report/unread';
import { jsonText } from '../languages/json';
import { code } from '../languages/markdown';
import { withPlaces } from './json';
import { quotedItems, withinComment } from './markdown/limit';
import { unreadInMarkdown } from './unread';

export function jsonChanges(changes: readonly Change[], unread: readonly string[] = []): string {
  const sentenceOf = sentenceOfEach(changes);
  const list = changes.map((change) => {
    const { inOneProject: _, ...fields } = change;
    return { ...withPlaces(fields), sentence: sentenceOf(change) };
  });
  const summary = withSentences(changes).map(({ changes: [{ kind, grows }], scopes, pieces }) => ({
    sentence: plainText(pieces),
    kind,
    grows,
    environments: scopes,
  }));
  return jsonText({ grows: changes.some(({ grows }) => grows), unread, summary, changes: list });
}

/** The changes as a comment on a pull request. */
export function markdownChanges(changes: readonly Change[], ref: string, unread: readonly string[] = []): string {
  const title = `## Who gets which key: what changes against ${code(ref)}\n\n${unreadInMarkdown(unread, UNKNOWN_EFFECT)}`;
  if (changes.length === 0) return `${title}${limitToRead(NO_CHANGE, unread)}\n`;
  const all = withSentences(changes);
  const alarms = all.filter(({ pieces }) => pieces.some(isAlarm));
  const warning = quotedItems(alarms.map(({ pieces }) => piecesInMarkdown(pieces)));
  const parts = all
    .filter((one) => !alarms.includes(one))
    .map(({ changes: [change], pieces }) => `- ${change.grows ? '**+**' : '\\-'} ${piecesInMarkdown(pieces)}\n`);
  const head = `${title}${alarms.length > 0 ? `> [!CAUTION]\n${warning}\n` : ''}`;
  return withinComment(
    head,
    parts,
    (left) => `\n${counted(left, 'change')} cut off here, because a comment has its limit.\n`,
  );
}

function isAlarm(piece: Piece): boolean {
  return typeof piece !== 'string' && 'alarm' in piece;
}

function piecesInMarkdown(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'name' in piece ? code(piece.name) : `**${piece.alarm}**`;
    })
    .join('');
}
