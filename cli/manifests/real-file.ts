import type { TextPlace } from '../../lib/text/place-in-text';
import type { ReadManifest } from './read-manifests';

/**
 * A place that is there for whoever opens the file: of what was rendered, the lines are in no file, and the first one of
 * the real file stands for them.
 */
export function realPlaceOf(
  read: Pick<ReadManifest, 'file' | 'rendered'>,
  place: TextPlace,
): TextPlace & { readonly file: string } {
  const { line, column } = read.rendered === undefined ? place : { line: 1, column: 1 };
  return { file: read.rendered?.file ?? read.file, line, column };
}
