import type { KeyKind } from './key-kind';

/** The kind as it stands behind "is not": `a whole number from 1 on`. */
export function kindText(kind: KeyKind): string {
  switch (kind.kind) {
    case 'integer':
      return `a whole number${rangeText(kind)}`;
    case 'port':
      return 'a port from 1 to 65535';
    case 'boolean':
      return '"true" or "false"';
    case 'url':
      return kind.schemes === undefined
        ? 'a URL such as "https://host"'
        : `a URL such as ${eitherOf(kind.schemes.map((scheme) => `${scheme}://host`))}`;
    case 'oneOf':
      return eitherOf(kind.values);
    case 'json':
      return 'JSON';
    case 'base64':
      return 'base64';
    case 'text':
      return (kind.minLength ?? 1) === 1 ? 'text that is not empty' : `text of at least ${kind.minLength} characters`;
  }
}

/** So many texts fit into a line that a person reads. */
const MOST_SHOWN = 10;

function quotedValue(text: string): string {
  return `"${text}"`;
}

function rangeText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min} on`;
  return max === undefined ? '' : ` up to ${max}`;
}

function eitherOf(texts: readonly string[]): string {
  const more = texts.length - MOST_SHOWN;
  if (more > 1) return `${texts.slice(0, MOST_SHOWN).map(quotedValue).join(', ')} or one of ${more} others`;
  return texts.length < 2
    ? texts.map(quotedValue).join('')
    : `${texts.slice(0, -1).map(quotedValue).join(', ')} or ${texts.slice(-1).map(quotedValue).join('')}`;
}
