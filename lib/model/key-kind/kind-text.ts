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

function rangeText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min} on`;
  return max === undefined ? '' : ` up to ${max}`;
}

function eitherOf(texts: readonly string[]): string {
  const quoted = texts.map((text) => `"${text}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
