import { namesOfPlaces } from '../infisical-cli/asked-place';
import type { KeyPlace } from '../record/record';
import { printable } from '../terminal/printable';
import type { AppLack, KeyNeed } from './selection';
import { placesOf } from './values';

const ONLY_CLUSTER = 'the cluster only';

/**
 * Which variable comes from which key, and from where, and which one from nowhere; with the application where there are
 * several.
 */
export function nameTable(needs: readonly KeyNeed[], lacks: readonly AppLack[]): string[] {
  const nameOf: (place: KeyPlace) => string = namesOfPlaces(placesOf(needs));
  const isSeveral = new Set([...needs, ...lacks].map(({ app }) => app)).size > 1;
  const rowOf = (app: string, ...cells: string[]) => [...(isSeveral ? [app] : []), ...cells].map(printable);
  const rows = [
    ...needs.map(({ app, where = '-', key, places }) => rowOf(app, where, key, places.map(nameOf).join(', '))),
    ...lacks.flatMap(({ app, variables, objects }) => [
      ...variables.map((name) => rowOf(app, name, '-', ONLY_CLUSTER)),
      ...objects.map((name) => rowOf(app, '-', '-', `${ONLY_CLUSTER}: all of ${name}`)),
    ]),
  ];
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
