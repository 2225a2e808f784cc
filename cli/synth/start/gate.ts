/** The pipe through which a process that was started ahead is told to go on. */
export const GATE = 3;
