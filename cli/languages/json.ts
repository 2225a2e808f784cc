import { withTexts } from '../../lib/json/json';
import { escapeCodeUnits } from '../../lib/text/code-units';
import { withoutCredentialsIn } from '../../lib/text/credential-text';

/** JSON for people and machines, in which nothing but the line ends of its form can be obeyed by a terminal or a CI. */
export function jsonText(value: unknown): string {
  // Names may hold anything, also the credentials of URLs.
  const json = JSON.stringify(withTexts(value, withoutCredentialsIn), null, 2) ?? 'null';
  return `${json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|##(?=\w*\[)/gu, escapeCodeUnits)}\n`;
}
