import type { ErrorCode, LineCounter, YAMLError } from 'yaml';
import type { TextPlace, TextProblem } from '../../lib/text/place-in-text';

/** In our own words: what a parser says repeats the text, and a secret value with it. */
const MESSAGES: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*) has an anchor or a tag of its own',
  BAD_ALIAS: 'an alias (*) names no anchor before it; a text that begins with * belongs in quotes',
  BAD_COLLECTION_TYPE: 'a tag (!) does not fit the map or list behind it',
  BAD_DIRECTIVE: 'a directive (%) is unknown or stands in the wrong place',
  BAD_DQ_ESCAPE: 'a text in double quotes has a backslash before something that is no escape',
  BAD_INDENT: 'the indentation does not fit what stands above',
  BAD_PROP_ORDER: 'an anchor (&) or a tag (!) stands in the wrong place',
  BAD_SCALAR_START: 'a text begins with a character that YAML reserves; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second key or list begins within a line; put a text with ": " in quotes',
  BLOCK_IN_FLOW: 'a map or list in block style stands within braces or brackets',
  DUPLICATE_KEY: 'a key stands in its map twice: kubectl takes the last one, other readers the first',
  IMPOSSIBLE: 'something stands where nothing of its kind can be',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'a closing quote or bracket, a comma, a colon or a space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or a colon is missing',
  MULTIPLE_ANCHORS: 'one value has several anchors (&)',
  MULTIPLE_DOCS: 'there are several documents where one is expected',
  MULTIPLE_TAGS: 'one value has several tags (!)',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
  TAB_AS_INDENT: 'a tab stands in the indentation; YAML takes spaces only',
  TAG_RESOLVE_FAILED: 'a tag (!) is unknown or does not fit its value; a text that begins with ! belongs in quotes',
  UNEXPECTED_TOKEN:
    'something stands where YAML does not expect it; a text that begins with one of >, |, %, @, [ or { belongs in quotes',
};

/** What the parser found, by its code and place only. */
export function problemOf({ code, pos }: YAMLError, lines: LineCounter): TextProblem {
  const message = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : MESSAGES.IMPOSSIBLE;
  return { ...placeAt(pos[0], lines), message };
}

export function placeAt(offset: number, lines: LineCounter): TextPlace {
  const { line, col } = lines.linePos(offset);
  // Before the first line that the parser has counted, it says 0.
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** `c.yaml:3:5: this is no YAML: …` */
export function problemText(file: string, { line, column, message }: TextProblem): string {
  return `${file}:${line}:${column}: this is no YAML: ${message}`;
}
