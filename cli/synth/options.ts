/** What a synth prints: for people, for programs, or for those that show findings next to the code. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];
