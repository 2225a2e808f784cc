import { type DocumentScalar, scalarsOf } from './document-scalars';
import { halfCharacterIn } from './read-alike';

/** What no file can hold, each with its field and what to write instead. */
export class UnwritableDocument extends Error {
  public readonly problems: readonly string[];

  public constructor(document: unknown) {
    const found = [...scalarsOf(document)].flatMap(problemsOf);
    const problems = found.length > 0 ? found : ['the document has something that no file can hold'];
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** What no file can hold, with the construct that it comes from. */
export function unwritableProblems(error: unknown, path: string): string[] {
  if (!(error instanceof UnwritableDocument)) throw error;
  return error.problems.map((problem) => `[${path}] ${problem}`);
}

export function failWith(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}`);
}

function problemsOf({ place, value }: DocumentScalar): string[] {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? [] : [`${place} is ${value}, which is no number to a file: write a number`];
  }
  if (typeof value !== 'string') {
    return [`${place} is a ${typeof value}, which no file can hold: write text, a number, a list or an object`];
  }
  const half = halfCharacterIn(value);
  if (half === undefined) return [];
  const code = half.charCodeAt(0).toString(16).toUpperCase();
  return [
    `${place} has half of a character (U+${code}), which no file can hold: write the whole character, or take it out`,
  ];
}
