import { namesOfPlaces } from '../infisical-cli/asked-place';
import type { KeyPlace } from '../record/record';
import { printable } from '../terminal/printable';
import type { KeyNeed } from './selection';
import { placesOf } from './values';

/** Which variable comes from which key, and from where; with the application where there are several. */
export function nameTable(needs: readonly KeyNeed[]): string[] {
  const nameOf: (place: KeyPlace) => string = namesOfPlaces(placesOf(needs));
  const isSeveral = new Set(needs.map(({ app }) => app)).size > 1;
  const rows = needs.map(({ app, where = '', key, places }) =>
    [...(isSeveral ? [app] : []), where, key, places.map(nameOf).join(', ')].map(printable),
  );
  const head = [...(isSeveral ? ['APP'] : []), 'VARIABLE', 'KEY', 'PLACE'];
  const all = [head, ...new Map(rows.map((row) => [row.join('\n'), row])).values()];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
