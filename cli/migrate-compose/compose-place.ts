import type { TextPlace } from '../../lib/text/place-in-text';
import { printable } from '../terminal/printable';

/** A place in one of the files that a compose project is made of. */
export interface ComposePlace extends TextPlace {
  /** The file, as it is shown: relative to the folder that the project is in, or as it was given. */
  readonly file: string;
}

/** `compose.yaml:3:5` */
export function composePlaceText({ file, line, column }: ComposePlace): string {
  return `${printable(file)}:${line}:${column}`;
}

/** What stands first in a file comes first; files in the order of their names. */
export function byPlace(
  { place: a }: { readonly place: ComposePlace },
  { place: b }: { readonly place: ComposePlace },
) {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** A compose project that cannot be read: the message begins with the place. */
export class ComposeProblem extends Error {
  public constructor(place: ComposePlace, message: string) {
    super(`${composePlaceText(place)}: ${message}`);
  }
}
