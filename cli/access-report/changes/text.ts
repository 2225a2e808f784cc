import { colours } from '../../terminal/colours';
import { limitToRead } from '../unread';
import type { Change } from './change';
import { NO_CHANGE, UNKNOWN_EFFECT, withSentences } from './change-report';
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
    ({ changes: [change], pieces }) => `${signOf(change)} ${pieces.map(piecesInTerminal).join('')}\n`,
  );
  return `${unknown}${lines.join('')}`;
}

function piecesInTerminal(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return 'name' in piece ? colours.cyan(piece.name) : colours.bold(colours.yellow(piece.alarm));
}

function signOf({ kind, grows }: Change): string {
  if (grows) return kind.endsWith('every-key') ? colours.yellow('!') : colours.green('+');
  return kind.startsWith('becomes') || kind === 'pushes' ? '~' : colours.red('-');
}
