import picocolors from 'picocolors';

const { env, stdout } = process;

/** Colours where somebody looks at standard output. picocolors itself would also colour what a CI pipes into a file. */
export const colours = picocolors.createColors(stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

export const noColours: typeof colours = picocolors.createColors(false);
