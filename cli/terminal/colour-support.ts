const { env, stdout } = process;

/** Whether somebody looks at standard output who sees colours. picocolors would also colour what a CI pipes into a file. */
export const SHOWS_COLOURS = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
