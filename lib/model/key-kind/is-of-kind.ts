import type { KeyKind } from './key-kind';
import { kindPattern } from './kind-pattern';

/** Whether a text is of the kind: the one judge of a value, at synth and on a laptop. */
export function isOfKind(kind: KeyKind, text: string): boolean {
  switch (kind.kind) {
    case 'json':
      return isJson(text);
    case 'base64':
      return isBase64Line(text);
    case 'text':
      return hasCharacters(text, kind.minLength ?? 1);
    default:
      return patternOf(kind).test(text);
  }
}

/** The form of all texts of the kind; JSON has none that a pattern tells. */
export function patternOf(kind: KeyKind): RegExp {
  const source = kindPattern(kind);
  const known = PATTERNS.get(source) ?? new RegExp(source, 'u');
  PATTERNS.set(source, known);
  return known;
}

const PATTERNS = new Map<string, RegExp>();

/** As the pattern has it, which has no room for a file of megabytes; so it is with base64. */
function hasCharacters(text: string, least: number): boolean {
  return text.length >= 2 * least || [...text].length >= least;
}

/** A search for one character that does not belong needs no room for those that do. */
function isBase64Line(text: string): boolean {
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  const body = text.slice(0, text.length - padding);
  return body !== '' && text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(body);
}

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
