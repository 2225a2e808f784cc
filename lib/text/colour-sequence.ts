/** The pattern of the sequences with which a terminal changes its colours. */
export const COLOUR_SEQUENCE = '\u001b\\[[\\d;]{0,12}m';
