import { type KeyKind, LARGEST } from './key-kind';
import { wholeNumberPattern } from './number-pattern';

const PORT = wholeNumberPattern(1, 65_535);

/** Printable ASCII without what ends the host of a URL. */
const BEFORE_PATH = '[!-"$-.0->@-~]';
/** An address of IPv6 may have a zone (RFC 6874). */
const ADDRESS = '\\[[0-9A-Fa-f:.]+(?:%25[A-Za-z0-9._~%-]+)?\\]';
const HOST = `(?:${ADDRESS}|[A-Za-z0-9._~%-]+)(?::[0-9]{1,5})?`;
/** Several hosts, as MongoDB has them; SQL Server has its options behind a semicolon. */
const WITH_HOST = `(?:${BEFORE_PATH}*@)?${HOST}(?:,${HOST})*(?:[/?#;][!-~]*)?`;
/** A file, or a server behind a socket of this machine: `postgres://user@/db?host=/run/postgresql`. */
const WITHOUT_HOST = `(?:${BEFORE_PATH}*@)?/[!-~]+`;
/** What is always asked for at a host. */
const OF_WEB: readonly string[] = ['http', 'https', 'ws', 'wss'];
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
      return `^${urlPattern(kind.schemes)}$`;
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

function urlPattern(schemes: readonly string[] | undefined): string {
  if (schemes === undefined) return `[A-Za-z][A-Za-z0-9+._-]*://${WITH_HOST}`;
  const ofWeb = schemes.filter((scheme) => OF_WEB.includes(scheme));
  const others = schemes.filter((scheme) => !OF_WEB.includes(scheme));
  const patterns = [
    ...(ofWeb.length > 0 ? [`${eitherPattern(ofWeb)}://${WITH_HOST}`] : []),
    ...(others.length > 0 ? [`${eitherPattern(others)}://(?:${WITH_HOST}|${WITHOUT_HOST})`] : []),
  ];
  return patterns.length === 1 ? patterns[0] : `(?:${patterns.join('|')})`;
}

function eitherPattern(texts: readonly string[]): string {
  return texts.length === 1 ? literalPattern(texts[0]) : `(?:${texts.map(literalPattern).join('|')})`;
}

/** A text that stands for itself: what means something in a pattern is a class of one, which no language escapes. */
function literalPattern(text: string): string {
  return text.replaceAll(/[$()*+.?[{|}/"'#\]\\^]/g, (one) => (/[\]\\^]/.test(one) ? `\\${one}` : `[${one}]`));
}
