import { escapeUnseen } from '../../lib/text/as-line';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** Text in XML 1.0, also in an attribute between quotes. Lines stay; other control characters cannot be written there. */
export function xmlText(text: string): string {
  const lines = text.split('\n').map(escapeUnseen).join('\n');
  const writable = lines.replaceAll(/[\ufffe\uffff]/g, '\ufffd');
  const entities = writable.replaceAll(/[&<>"'\n]/g, (one) => ENTITIES[one]);
  // A CI obeys `##vso[…]` wherever it is printed.
  return entities.replaceAll(/##(?=\w*\[)/g, '#&#35;');
}
