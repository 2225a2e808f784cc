import { halfCharacterIn, quotedText } from './read-alike';
import { asWritten, isIterable } from './unusual-document';

/** What no file can hold, each with its field and what to write instead. */
export class UnwritableDocument extends Error {
  public readonly problems: readonly string[];

  public constructor(public readonly document: unknown) {
    const found = [...problemsIn(document, '', new Set())];
    const problems = found.length > 0 ? found : ['the document has something that no file can hold'];
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

function* problemsIn(given: unknown, field: string, seen: Set<unknown>): Generator<string> {
  const value = asWritten(given);
  const subject = field === '' ? 'the document' : field;
  if (typeof value === 'string') yield* halfCharacter(value, `${subject} has`);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    yield `${subject} is ${value}, which is no number to a file: write a number`;
  }
  if (typeof value !== 'object' || value === null || seen.has(given)) return;
  seen.add(given);
  for (const [key, item] of entriesOf(value)) {
    if (typeof key === 'number') yield* problemsIn(item, `${field}[${key}]`, seen);
    else {
      const inner = fieldIn(field, String(key));
      yield* halfCharacter(String(key), `the key ${inner} has`);
      yield* problemsIn(item, inner, seen);
    }
  }
}

function entriesOf(value: object): [key: unknown, item: unknown][] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item]);
  return isIterable(value) ? [...value].map((item, i) => [i, item]) : Object.entries(value);
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
