import { printable } from '../terminal/printable';

/** A command of GitHub Actions on a line of its own. */
export function workflowCommand(
  name: 'error' | 'warning' | 'notice',
  properties: readonly (readonly [name: 'file' | 'line' | 'col' | 'title', value: string | number])[],
  message: string,
): string {
  const written = properties.map(([property, value]) => `${property}=${propertyText(String(value))}`);
  return `::${name} ${written.join(',')}::${dataText(message)}\n`;
}

function dataText(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
