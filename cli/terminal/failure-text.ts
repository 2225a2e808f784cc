import { lines, say, type TerminalText } from './terminal-text';

/** An error with several things to say, each on a line of its own. The message of any other error is one line. */
export class ProblemsError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** The variable that shows where in the code a bug is. */
export const TRACE = 'CDK8S_INFISICAL_TRACE';

/** What a person is told of an error: never its stack, unless asked for, and then without the message that begins it. */
export function failureText(error: unknown, withTrace = false): TerminalText {
  if (!(error instanceof Error) || isBug(error)) return bugText(error, withTrace);
  // Another file of the bundle has a class of its own.
  const { problems } = error as Partial<ProblemsError>;
  return lines(Array.isArray(problems) ? problems.map(String) : [error.message]);
}

function bugText(error: unknown, withTrace: boolean): TerminalText {
  const { name, stack } = error instanceof Error ? error : { name: 'no error', stack: '' };
  const frames = (stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const what = say`this is a bug in cdk8s-infisical (${name}): please report it`.text;
  return lines(withTrace ? [what, ...frames] : [`${what}, with what ${TRACE}=1 shows of it`]);
}

const BUGS: readonly string[] = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError'];

function isBug({ name, message }: Error): boolean {
  // The parser's own messages quote the text, in which values may stand.
  return BUGS.includes(name) || /^(?:AssertionError$|YAML)/.test(name) || message === '';
}
