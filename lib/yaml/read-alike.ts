/**
 * Whether a text or a number comes back as it was from every reader of what cdk8s writes for it: go-yaml (kubectl, Argo
 * CD, kustomize, compose v2) and YAML 1.1 in PyYAML (docker-compose 1.29, checkov, Ansible); for what is no ordinary
 * text, also from readers in Ruby, Java and JavaScript. And how it is written where it does not.
 */

// Line breaks of YAML 1.1, what may stand in YAML only as an escape, and byte order marks.
export const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;
const ALL_ESCAPED = new RegExp(ESCAPED, 'g');
// Go looks for numbers behind prefixes and underscores where YAML has none, also for a sign between prefix and digits,
// and some readers even where underscores are all that there is.
const NUMBER =
  /^\+?[-+]?(?:0o[-+]?[0-7]+|0b[-+]?[01]+|0x[\da-f]+|\d+(?::[0-5]?\d)+(?:\.\d*)?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i;
const NO_DIGITS = /^[-+]?(?:0[box])?$/i;
const TIME = /^\d{4}-\d\d?-\d\d?(?:[Tt \t]+\d+:\d+:[\d.,]+[ \t]*(?:Z|[-+][\d:]+)?)?$/;
// The keys of a merge and of a default value, and words of YAML, which some readers know in whatever case.
const KEYWORD = /^(?:<<|=|y|n|yes|no|on|off|true|false|null|[-+]?\.inf|\.nan)$/i;
// A block without a number for its indentation takes that of its first line, and readers differ on which that is.
const BLOCK = /^\|[-+]?\n/;
const BLANK_FIRST = /^\n*(?:$| *\t| +(?:\n|$))/;
// The package that cdk8s writes with escapes the blank of such a line wrongly where quotes go over several lines.
const LINES_IN_QUOTES = /^".*\n/s;
const LINE_OF_ONE_BLANK = /\n \n/;
const HALF_CHARACTER = /\p{Cs}/u;

/** What a reader looks through for the colon after a key; a longer key stands between "?" and ":". */
export const LONGEST_KEY = 1024;

/** The first half of a character that stands alone. No file can hold it. */
export function halfCharacterIn(text: string): string | undefined {
  return HALF_CHARACTER.exec(text)?.[0];
}

/**
 * @param text what is meant
 * @param written what cdk8s writes for it
 */
export function isReadAlike(text: string, written: string): boolean {
  if (ESCAPED.test(text)) return false;
  if (BLOCK.test(written)) return !BLANK_FIRST.test(text);
  if (LINES_IN_QUOTES.test(written)) return !LINE_OF_ONE_BLANK.test(text);
  if (written !== text) return true;
  // PyYAML knows no tab outside of quotes.
  return !text.includes('\t') && !KEYWORD.test(text) && !TIME.test(text) && !isNumber(text);
}

function isNumber(text: string): boolean {
  if (!/^[-+.\d]/.test(text)) return false;
  const bare = text.replaceAll('_', '');
  return NUMBER.test(bare) || (bare !== text && NO_DIGITS.test(bare));
}

/** The text in double quotes and on one line, with an escape for all that a reader could stumble over. */
export function quotedText(text: string): string {
  // A text in JSON is one in YAML, but for characters that YAML wants escaped.
  return JSON.stringify(text).replaceAll(ALL_ESCAPED, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The number as every reader takes it for one: to YAML 1.1 an exponent is none without a fraction before it. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace(/^(-?\d+)e/, '$1.0e');
}
