import { type Document, LineCounter, type ParseOptions, type SchemaOptions, YAMLParseError } from 'yaml';
import type { TextProblem } from '../../lib/text/place-in-text';
import { sizeProblem, strictDocument } from './strict-documents';
import { problemOf, problemText } from './yaml-problem';

/**
 * What a YAML file of one document holds, for files that are no manifests. No message and no warning repeats its text.
 *
 * @throws if it is no YAML, with file, line and column
 */
export function parseYaml(text: string, file: string, options: ParseOptions & SchemaOptions = {}): unknown {
  const lines = new LineCounter();
  const refused = (problem: TextProblem) => new Error(problemText(file, problem));
  const tooLarge = sizeProblem(text);
  if (tooLarge !== undefined) throw refused({ line: 1, column: 1, message: tooLarge });
  try {
    return contentOf(strictDocument(text, lines, { ...options, stringKeys: true }, 'known'), refused);
  } catch (error) {
    if (error instanceof YAMLParseError) throw refused(problemOf(error, lines));
    if (error instanceof RangeError) throw refused({ line: 1, column: 1, message: 'it is nested too deep' });
    throw error;
  }
}

function contentOf(document: Document, refused: (problem: TextProblem) => Error): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw refused({ line: 1, column: 1, message: 'its aliases (*) expand without end, or it merges what is no map' });
  }
}
