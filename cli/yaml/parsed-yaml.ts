import { LineCounter, type ParseOptions, parseDocument, type SchemaOptions } from 'yaml';
import { problemOf, problemText, type YamlProblem } from './yaml-problem';

/**
 * What a YAML file of one document holds, for files that are no manifests. No message and no warning repeats its text.
 *
 * @throws if it is no YAML, with file, line and column
 */
export function parsedYaml(text: string, file: string, options: ParseOptions & SchemaOptions = {}): unknown {
  const lines = new LineCounter();
  const refused = (problem: YamlProblem) => new Error(problemText(file, problem));
  try {
    const document = parseDocument(text, { ...options, lineCounter: lines, stringKeys: true, logLevel: 'silent' });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw refused(problemOf(problem, lines));
    return contentOf(document, refused);
  } catch (error) {
    if (error instanceof RangeError) throw refused({ line: 1, column: 1, message: 'it is nested too deep' });
    throw error;
  }
}

function contentOf(document: ReturnType<typeof parseDocument>, refused: (problem: YamlProblem) => Error): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw refused({ line: 1, column: 1, message: 'its aliases (*) expand without end, or it merges what is no map' });
  }
}
