import { withTexts } from '../../lib/json/json';
import { withoutCredentialsIn } from '../../lib/text/credential-text';

/** JSON for people and machines, in which nothing but the line ends of its form can be obeyed by a terminal or a CI. */
export function jsonText(value: unknown): string {
  // Names may hold anything, also the credentials of URLs.
  const json = JSON.stringify(withTexts(value, withoutCredentialsIn), null, 2) ?? 'null';
  return `${json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|##(?=\w*\[)/gu, escapeCharacters)}\n`;
}

function escapeCharacters(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
