import { Document, isScalar, LineCounter, YAMLParseError } from 'yaml';
import { placeOf, type TextPlace, type TextProblem } from '../../lib/text/place-in-text';
import { DocumentEdits } from './document-edits';
import { contentOf, Unreadable } from './node-content';
import { type DocumentLine, DocumentPlaces, type Meant, type Path, type Places } from './places';
import { sizeProblem, strictDocuments } from './strict-documents';
import { tabBeforeBlock } from './tab-before-block';
import { placeAt as placeAtOffset, problemOf } from './yaml-problem';

/** What a document holds as kubectl reads it, or why it does not count as read; and where the content begins. */
export interface DocumentContent extends TextPlace {
  /** null for a document without content, and where there is a problem. */
  readonly content: unknown;
  readonly problem?: TextProblem;
  /** Where a value stands; the closest one above it where it has no place of its own. */
  readonly placeAt: (path: Path, meant?: Meant) => TextPlace;
  /** A line of the file, counted from 1, if it is one of this document and that is read. */
  readonly lineAt: (line: number) => DocumentLine | undefined;
}

const OPTIONS = { version: '1.1', schema: 'failsafe', merge: false, resolveKnownTags: false } as const;

/** Made once: the parser would make it for each document. It takes one, although its types say that it does not. */
const SCHEMA = new Document(null, OPTIONS).schema as unknown as 'failsafe';

/**
 * One document of a file by a parser of YAML, however it is written.
 *
 * @param line how many lines of its file are before it
 */
export function parsedDocument(text: string, line: number): DocumentContent {
  const lines = new LineCounter();
  const places = placesFrom(text, line);
  const below = ({ line: own, column }: TextPlace) => ({ line: line + own, column });
  const refused = ({ message, ...place }: TextProblem) => ({
    content: null,
    problem: { ...below(place), message: `${message}${templateHint(text, place)}` },
    ...below(place),
    placeAt: () => below(place),
    lineAt: () => undefined,
  });
  const odd = oddMarker(text);
  if (odd !== undefined) return refused(odd);
  const tooLarge = sizeProblem(text);
  if (tooLarge !== undefined) return refused({ line: 1, column: 1, message: tooLarge });
  try {
    const document = parseText(text, lines);
    const tab = tabBeforeBlock(text);
    if (tab !== undefined) throw new Unreadable(tab, 'a tab stands where YAML has blanks only');
    const root = document?.contents ?? null;
    if (isScalar(root) && root.type?.startsWith('BLOCK')) {
      throw new Unreadable(root.range?.[0] ?? 0, 'the document is one text, of which go-yaml drops a part');
    }
    return { content: contentOf(root, text), ...below(placeAtOffset(root?.range?.[0] ?? 0, lines)), ...places };
  } catch (error) {
    if (error instanceof YAMLParseError) {
      const { message, ...place } = problemOf(error, lines);
      return refused({ ...place, message: `this is no YAML: ${message}` });
    }
    if (error instanceof Unreadable) return refused({ ...placeOf(text, error.offset), message: error.message });
    if (error instanceof RangeError) return refused({ line: 1, column: 1, message: 'it is nested too deep' });
    throw error;
  }
}

/**
 * The places of a document that is read, which are looked for once somebody asks.
 *
 * @param line how many lines of its file are before it
 */
export function placesFrom(
  text: string,
  line: number,
  make: () => Places = () => parsedPlaces(text),
): Pick<DocumentContent, 'placeAt' | 'lineAt'> {
  return {
    placeAt: (path, meant = {}) => {
      const { line: own, column } = placesIn(text, make).placeAt(path, meant);
      return { line: line + own, column };
    },
    lineAt: (of) => placesIn(text, make).lineAt(of - line),
  };
}

/** A template that nobody has rendered is the usual reason for what is no YAML beside double braces. */
function templateHint(text: string, { line }: TextPlace): string {
  const isTemplate = text.split('\n', line).at(-1)?.includes('{{') ?? false;
  return isTemplate ? '; "{{" is of a template: render it first, for example with helm template' : '';
}

/** Markers of documents that kubectl refuses, or behind which it reads nothing. */
function oddMarker(text: string): TextProblem | undefined {
  const [, behind = ''] = /^---([^\n]*)/.exec(text) ?? [];
  if (!/^\s*(?:#|$)/.test(behind))
    return { line: 1, column: 1, message: 'a text stands on the line of the marker "---"' };
  const directive = /^%/m.exec(text);
  if (directive !== null)
    return { ...placeOf(text, directive.index), message: 'a line begins with %, a directive of YAML' };
  const end = /^\.\.\.(?=\s|$)/m.exec(text);
  if (end !== null && /^(?!\s*(?:#|$))/m.test(text.slice(end.index + 3))) {
    return {
      ...placeOf(text, end.index),
      message: 'something stands behind the marker "...", where kubectl no longer reads',
    };
  }
  return undefined;
}

/** The edits that the text of a document allows. */
export function editsIn(text: string): DocumentEdits {
  return new DocumentEdits(text, parseText(text, new LineCounter()));
}

function parseText(text: string, lines: LineCounter) {
  const documents = strictDocuments(
    text,
    lines,
    {
      ...OPTIONS,
      schema: SCHEMA,
      uniqueKeys: false,
      keepSourceTokens: true,
    },
    'any',
  );
  if (documents.length > 1)
    throw new Unreadable(documents[1].range[0], 'a second document begins without a line "---"');
  return documents[0];
}

/** The last document that somebody asked for places in: they are kept for none, and asked for one after the other. */
let located: { readonly text: string; readonly places: Places } | undefined;

function placesIn(text: string, make: () => Places): Places {
  if (located?.text !== text) located = { text, places: make() };
  return located.places;
}

function parsedPlaces(text: string): Places {
  const lines = new LineCounter();
  return new DocumentPlaces(text, parseText(text, lines), lines);
}
