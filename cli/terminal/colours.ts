import picocolors from 'picocolors';
import { SHOWS_COLOURS } from './colour-support';

/** Colours where somebody looks at standard output. */
export const colours = picocolors.createColors(SHOWS_COLOURS);

export const noColours: typeof colours = picocolors.createColors(false);
