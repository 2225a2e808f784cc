import { halfCharacterIn, quotedText } from './read-alike';

/** What no file can hold, each with its field and what to write instead. */
export class UnwritableDocument extends Error {
  public readonly problems: readonly string[];

  public constructor(public readonly document: unknown) {
    const problems = [...problemsIn(document, '', new Set())];
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** What no file can hold, with the construct that it comes from. */
export function unwritable(error: unknown, path: string): string[] {
  if (!(error instanceof UnwritableDocument)) throw error;
  return error.problems.map((problem) => `[${path}] ${problem}`);
}

export function fail(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}`);
}

function* problemsIn(value: unknown, field: string, seen: Set<unknown>): Generator<string> {
  if (typeof value === 'string') yield* halfCharacter(value, `${field === '' ? 'the text' : field} has`);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    yield `${field} is ${value}, which is no number to a file: write a number`;
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  for (const [key, item] of entries) {
    const inner = Array.isArray(value) ? `${field}[${key}]` : fieldIn(field, String(key));
    yield* halfCharacter(String(key), `the key ${inner} has`);
    yield* problemsIn(item, inner, seen);
  }
}

function* halfCharacter(text: string, subject: string): Generator<string> {
  const half = halfCharacterIn(text);
  if (half === undefined) return;
  const code = half.charCodeAt(0).toString(16).toUpperCase();
  yield `${subject} half of a character (U+${code}), which no file can hold: write the whole character, or take it out`;
}

function fieldIn(field: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${field}[${quotedText(key)}]`;
  return field === '' ? key : `${field}.${key}`;
}
