import { escapeUnseen } from '../../lib/text/as-line';
import { escapeCodeUnits } from '../../lib/text/code-units';

/** Text in HTML, also in an attribute between quotes. */
export function escapeHtml(text: string): string {
  return escapeUnseen(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON inside a script element, which no text in it can end. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<>&\p{Cc}\p{Cf}\u2028\u2029]/gu, escapeCodeUnits);
}
