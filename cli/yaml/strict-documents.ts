import {
  Composer,
  Document,
  type DocumentOptions,
  type LineCounter,
  type ParsedNode,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  YAMLParseError,
} from 'yaml';
import { makeRoomFor } from './parser-memory';

/** In characters; the API server takes objects of 3 MiB. */
const MAX_DOCUMENT = 8 * 1024 * 1024;

/** The marks of YAML that one document may have, here and in its texts: with more, its parser takes a gigabyte. */
const MAX_MARKS = 500_000;
const MARK = /[[\]{},\n&*!?]|[-:] /g;

/** Too short to count. */
const FEW = 10_000;

/** Why a text is not even given to the parser. */
export function sizeProblem(text: string): string | undefined {
  if (text.length > MAX_DOCUMENT) return `a document is larger than ${MAX_DOCUMENT / 1024 / 1024} MiB: split it`;
  // No text has more marks than characters.
  if (text.length <= MAX_MARKS || marksIn(text) <= MAX_MARKS) return undefined;
  return `a document has more than ${MAX_MARKS} lines, brackets, commas and colons: split it`;
}

/** How much work a text is for the parser. */
export function marksIn(text: string): number {
  let count = 0;
  for (MARK.lastIndex = 0; MARK.test(text); ) count++;
  return count;
}

/**
 * The documents of a text; none of one without content. It ends at the first error: to note a hundred thousand of them
 * takes minutes, and one is enough.
 *
 * @param tags whether a tag that the schema does not know is an error, or left to who reads the documents
 * @throws {YAMLParseError} the first error
 */
export function strictDocuments(
  text: string,
  lines: LineCounter,
  options: ParseOptions & DocumentOptions & SchemaOptions,
  tags: 'known' | 'any',
): Document.Parsed<ParsedNode>[] {
  makeRoomFor(text.length < FEW ? text.length : marksIn(text));
  const composer = new Composer({ ...options, lineCounter: lines, logLevel: 'silent' });
  Object.assign(composer, { onError: errorHandler(tags) });
  // All of them at once: the parser may not come to the end.
  for (let at = 0; at > 0 || lines.lineStarts.length === 0; at = text.indexOf('\n', at) + 1) lines.addNewLine(at);
  const documents = [...composer.compose(new Parser().parse(text), false, text.length)];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) throw error;
  return documents;
}

/**
 * The only document of a text.
 *
 * @throws {YAMLParseError} the first error, or that there are several
 */
export function strictDocument(...[text, lines, options, tags]: Parameters<typeof strictDocuments>): Document {
  const [document = new Document(null, options), second] = strictDocuments(text, lines, options, tags);
  if (second === undefined) return document;
  const [at] = second.range;
  throw new YAMLParseError([at, at + 1], 'MULTIPLE_DOCS', 'several documents');
}

type ErrorSource = number | readonly number[] | { readonly offset: number };
type ErrorArguments = ConstructorParameters<typeof YAMLParseError>;

/** In place of the composer's own. It only warns of tags, and makes an error of its own of what is thrown. */
function errorHandler(tags: 'known' | 'any') {
  let first: YAMLParseError | undefined;
  return (source: ErrorSource, code: ErrorArguments[1], message: string, isWarning?: boolean): void => {
    if (isWarning && tags === 'any') return;
    const at = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0];
    first ??= new YAMLParseError([at, at + 1], code, message);
    throw first;
  };
}
