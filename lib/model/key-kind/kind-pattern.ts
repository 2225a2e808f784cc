import { type KeyKind, LARGEST } from './key-kind';
import { wholeNumberPattern } from './number-pattern';

const PORT = wholeNumberPattern(1, 65_535);

/** Printable ASCII without what ends the host of a URL. */
const BEFORE_PATH = '[!-"$-.0->@-~]';
const HOST = `(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._~%-]+)(?::[0-9]{1,5})?`;
/** Several hosts, as MongoDB has them. */
const BEHIND_SCHEME = `://(?:${BEFORE_PATH}*@)?${HOST}(?:,${HOST})*(?:[/?#][!-~]*)?`;
const BASE64 = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)';

/**
 * The pattern of a kind, from the beginning of a text to its end. It is written with what JavaScript, Python and RE2 read
 * alike, as it stands in what is generated too. That of JSON says only that there is something.
 */
export function kindPattern(kind: KeyKind): string {
  switch (kind.kind) {
    case 'integer':
      return `^${wholeNumberPattern(kind.min ?? -LARGEST, kind.max ?? LARGEST)}$`;
    case 'port':
      return `^${PORT}$`;
    case 'boolean':
      return '^(?:true|false)$';
    case 'url':
      return `^${schemesPattern(kind.schemes)}${BEHIND_SCHEME}$`;
    case 'oneOf':
      return `^(?:${kind.values.map(literalPattern).join('|')})$`;
    case 'base64':
      return `^${BASE64}$`;
    case 'json':
      return '^[\\s\\S]+$';
    case 'text':
      return `^[\\s\\S]{${kind.minLength ?? 1},}$`;
  }
}

function schemesPattern(schemes: readonly string[] | undefined): string {
  if (schemes === undefined) return '[A-Za-z][A-Za-z0-9+.-]*';
  return schemes.length === 1 ? literalPattern(schemes[0]) : `(?:${schemes.map(literalPattern).join('|')})`;
}

/** A text that stands for itself: what means something in a pattern is a class of one, which no language escapes. */
function literalPattern(text: string): string {
  return text.replaceAll(/[$()*+.?[{|}/"'#\]\\^]/g, (one) => (/[\]\\^]/.test(one) ? `\\${one}` : `[${one}]`));
}
