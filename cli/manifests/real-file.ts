import { placeText, type TextPlace } from '../../lib/text/place-in-text';
import type { ReadManifest, ReadProblem, RealPlace } from './read-manifests';

/** A place that is there for whoever opens the file: of what was rendered, the lines are in no file. */
export function realPlaceOf({ file, rendered }: Pick<ReadManifest, 'file' | 'rendered'>, place: TextPlace): RealPlace {
  const { line, column } = place;
  return rendered === undefined ? { file, line, column } : placeIn(rendered);
}

/** The place alone. */
export function placeIn({ file, line, column }: RealPlace): RealPlace {
  return { file, line, column };
}

/** For people: no line where it would be that of the whole file. */
export function sourceText({ file, line }: Pick<RealPlace, 'file' | 'line'>): string {
  return line > 1 ? `${file}:${line}` : file;
}

/** A message that is shown at the real file, with where to look in what was rendered. */
export function withRenderedLine(message: string, file: string, place: TextPlace): string {
  const where = file === '-' ? `line ${place.line} of standard input` : placeText(file, place);
  return `${message}${/[.?!]$/.test(message) ? '' : '.'} It is at ${where}`;
}

/** The problems of objects that were rendered, with what stands for these. */
export function withRealPlaces<T extends ReadProblem>(problems: readonly T[], manifests: readonly ReadManifest[]): T[] {
  const rendered = manifests.filter((read) => read.rendered !== undefined);
  return problems.map((problem) => {
    const around = rendered.findLast(({ file, line }) => file === problem.file && line <= problem.line)?.rendered;
    return problem.real !== undefined || around === undefined ? problem : { ...problem, real: placeIn(around) };
  });
}
