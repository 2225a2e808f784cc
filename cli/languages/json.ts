import { withoutCredentialsIn } from '../../lib/text/credential-text';

/** JSON for people and machines, in which nothing but the line ends of its form can be obeyed by a terminal or a CI. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(shown(value), null, 2) ?? 'null';
  return `${json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|##(?=\w*\[)/gu, escaped)}\n`;
}

/** With the credentials of URLs cut out of names, which may hold anything. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return withoutCredentialsIn(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [withoutCredentialsIn(name), shown(one)]));
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
