import picocolors from 'picocolors';
import { SHOWS_COLOURS } from './colour-support';
import { composed, say, type TerminalText } from './terminal-text';

/** Colours where somebody looks at standard output. */
export const colours = picocolors.createColors(SHOWS_COLOURS);

export const noColours: typeof colours = picocolors.createColors(false);

type Paint = (text: string | TerminalText) => TerminalText;

/** Colours for what goes into `say`. */
export type Paints = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', Paint>>;

export const paint: Paints = paintsWith(colours);

export const noPaint: Paints = paintsWith(noColours);

function paintsWith({ bold, dim, red, yellow, green, cyan }: typeof colours): Paints {
  const painting =
    (colour: (text: string) => string): Paint =>
    (text) =>
      composed(colour(say`${text}`.text));
  return {
    bold: painting(bold),
    dim: painting(dim),
    red: painting(red),
    yellow: painting(yellow),
    green: painting(green),
    cyan: painting(cyan),
  };
}
