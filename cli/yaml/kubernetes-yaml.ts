import { type DocumentContent, parsedDocument, placesFrom } from './parsed-document';
import { plainDocument } from './plain-document';
import { PlainPlaces } from './plain-places';
import { sizeProblem } from './strict-documents';

export type { Path } from './places';

/** One document of a file. */
export interface KubernetesDocument extends DocumentContent {
  /** Where its text begins in that of the file, and where it ends. */
  readonly from: number;
  readonly to: number;
}

/**
 * The documents of a text as kubectl reads them, which cuts it into pieces at each line that begins with `---`. Whatever
 * another reader of the cluster could take for something else is a problem and not a guess.
 */
export function* documentsIn(text: string, read: typeof parsedDocument = documentOf): Generator<KubernetesDocument> {
  // As kubectl does, which matters for a block of text at the end.
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  for (const { text, line, from } of piecesOf(whole)) {
    yield { ...read(text, line), from, to: from + text.length };
  }
}

interface Piece {
  readonly text: string;
  /** How many lines are before it. */
  readonly line: number;
  readonly from: number;
}

function* piecesOf(text: string): Generator<Piece> {
  let [from, line] = [0, 0];
  for (let index = text.indexOf('\n---') + 1; index > 0; index = text.indexOf('\n---', index) + 1) {
    yield { text: text.slice(from, index), line, from };
    for (let at = text.indexOf('\n', from); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
    from = index;
  }
  yield { text: text.slice(from), line, from };
}

/** What begins a document, and says no more than that. */
const MARKER = /^---[ \t]*\n/;
/** What stands before its content. */
const ABOVE = /^(?: *(?:#.*)?\n)*/;

/** As a parser reads it, which is not asked where it is certain what it would say. */
function documentOf(text: string, line: number): DocumentContent {
  const [marker = ''] = MARKER.exec(text) ?? [];
  const behind = text.slice(marker.length);
  const content = sizeProblem(text) === undefined ? plainDocument(behind) : undefined;
  if (content === undefined) return parsedDocument(text, line);
  const above = `${marker}${ABOVE.exec(behind)?.[0] ?? ''}`;
  const places = placesFrom(text, line, () => new PlainPlaces(text, marker));
  return { content, line: line + above.split('\n').length, column: 1, ...places };
}
