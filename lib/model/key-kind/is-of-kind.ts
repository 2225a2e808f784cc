import type { KeyKind } from './key-kind';
import { kindPattern } from './kind-pattern';

/** Whether a text is of the kind: the one judge of a value, at synth and on a laptop. */
export function isOfKind(kind: KeyKind, text: string): boolean {
  return kind.kind === 'json' ? isJson(text) : patternOf(kind).test(text);
}

/** The form of all texts of the kind; JSON has none that a pattern tells. */
export function patternOf(kind: KeyKind): RegExp {
  const source = kindPattern(kind);
  const known = PATTERNS.get(source) ?? new RegExp(source, 'u');
  PATTERNS.set(source, known);
  return known;
}

const PATTERNS = new Map<string, RegExp>();

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The message has a part of the text.
    return false;
  }
}

/** Whether two kinds are one: the same texts are of both. */
export function isSameKind(one: KeyKind, other: KeyKind): boolean {
  return formOf(one) === formOf(other);
}

/** In which order texts were named does not matter. */
function formOf(kind: KeyKind): string {
  const { values, schemes, ...others } = { values: [], schemes: undefined, ...kind };
  const sorted = {
    ...others,
    values: [...values].sort(),
    ...(schemes !== undefined && { schemes: [...schemes].sort() }),
  };
  return JSON.stringify([kind.kind, kindPattern(sorted as KeyKind)]);
}
