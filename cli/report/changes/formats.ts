import { counted } from '../../../lib/text/counted';
import { jsonText } from '../../languages/json';
import { code } from '../../languages/markdown';
import { colours } from '../../terminal/colours';
import { withPlaces } from '../json';
import { quotedItems, withinComment } from '../markdown/limit';
import { limitToRead, unreadInMarkdown } from '../unread';
import type { Change } from './change';
import { NO_CHANGE, plainText, withSentences } from './change-report';
import type { Piece } from './sentence';

/**
 * The changes for a terminal.
 *
 * @param unread places of what could not be read, at one side or the other
 */
export function textChanges(changes: readonly Change[], unread: readonly string[] = []): string {
  const unknown = unread
    .map((place) => `${colours.yellow('?')} ${colours.cyan(place)} is unread: ${UNKNOWN_EFFECT}\n`)
    .join('');
  if (changes.length === 0) return `${unknown}${limitToRead(NO_CHANGE, unread)}\n`;
  const lines = withSentences(changes).map(
    ({ change, pieces }) => `${signOf(change)} ${pieces.map(piecesInTerminal).join('')}\n`,
  );
  return `${unknown}${lines.join('')}`;
}

export function jsonChanges(changes: readonly Change[], unread: readonly string[] = []): string {
  const list = withSentences(changes).map(({ change, pieces }) => ({
    ...withPlaces(change),
    sentence: plainText(pieces),
  }));
  return jsonText({ grows: changes.some(({ grows }) => grows), unread, changes: list });
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
    .map(({ change, pieces }) => `- ${change.grows ? '**+**' : '\\-'} ${piecesInMarkdown(pieces)}\n`);
  const head = `${title}${alarms.length > 0 ? `> [!CAUTION]\n${warning}\n` : ''}`;
  return withinComment(
    head,
    parts,
    (left) => `\n${counted(left, 'change')} cut off here, because a comment has its limit.\n`,
  );
}

const UNKNOWN_EFFECT = 'nobody knows what it changes';

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

function piecesInTerminal(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return 'name' in piece ? colours.cyan(piece.name) : colours.bold(colours.yellow(piece.alarm));
}

function signOf({ kind, grows }: Change): string {
  if (grows) return kind.endsWith('every-key') ? colours.yellow('!') : colours.green('+');
  return kind.startsWith('becomes') || kind === 'pushes' ? '~' : colours.red('-');
}
