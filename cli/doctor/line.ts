/** What belongs together, in the order in which it is mended: nothing is synthesized before it is installed. */
export const AREAS = ['packages', 'folder', 'laptop', 'infisical', 'cluster'] as const;
export type Area = (typeof AREAS)[number];

/** `not-known` is what nobody could look at, and never good. */
export const STATES = ['ok', 'wrong', 'not-known'] as const;
export type State = (typeof STATES)[number];

/** One thing that must be right. */
export interface Line {
  readonly area: Area;
  readonly what: string;
  readonly state: State;
  readonly detail: string;
  /** What to type, or to write, next. */
  readonly next?: string;
}

type MakeLine = (what: string, detail: string, next?: string) => Line;

/** What makes the lines of an area. */
export function linesOf(area: Area): { readonly [state in 'ok' | 'wrong' | 'notKnown']: MakeLine } {
  const lineIn =
    (state: State): MakeLine =>
    (what, detail, next) => ({ area, what, state, detail, ...(next !== undefined && { next }) });
  return { ok: lineIn('ok'), wrong: lineIn('wrong'), notKnown: lineIn('not-known') };
}

export function countOf(lines: readonly Line[], state: State): number {
  return lines.filter((line) => line.state === state).length;
}
