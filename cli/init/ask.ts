import { looksLikeCredential, withoutCredentials } from '../../lib/text/credential-text';
import { emptyWordOf, unsetPartOf } from '../../lib/text/unset-text';
import { ProblemsError } from '../terminal/failure-text';
import type { Question, Said } from './answers';

/** Every answer becomes text in files that are committed. */
export const CREDENTIAL = 'looks like a credential, which must not stand in code: leave it out';

/** Puts one question to a person; undefined if they want to stop. */
export type Ask = (question: Question, preset: string | undefined) => Promise<string | undefined>;

/** What a script writes for a variable that is not set. */
export function unsetProblem(answer: string): string | undefined {
  const part = unsetPartOf(answer) ?? emptyWordOf(answer);
  return part && `has ${JSON.stringify(part)}, which programs write for a value that is not set`;
}

/**
 * What was said by flags, then what a person says, then what is usual.
 *
 * @param others what is wrong besides
 * @throws with all that is wrong at once; `undefined` if the person stopped
 */
export async function gather(
  questions: readonly Question[],
  flags: Partial<Said>,
  ask: Ask | undefined,
  others: readonly string[] = [],
): Promise<Said | undefined> {
  const ofFlags = questions.flatMap(({ name, flag, problem }) => {
    const given = flags[name];
    if (given === undefined) return [];
    if (looksLikeCredential(given)) return [`${flag} ${CREDENTIAL}`];
    const wrong = unsetProblem(given) ?? problem(given);
    return wrong === undefined ? [] : [`${flag} "${withoutCredentials(given)}" ${wrong}`];
  });
  const problems = [...ofFlags, ...others];
  const said: { -readonly [name in keyof Said]?: string } = {};
  for (const question of questions) {
    const { name, flag, preset, message, absence, asked } = question;
    const usual = preset?.(said);
    const isAsking = ask !== undefined && asked && problems.length === 0;
    const answer = flags[name] ?? (isAsking ? await ask(question, usual) : usual);
    if (answer === undefined && isAsking) return undefined;
    if (answer === undefined) problems.push(absence ?? `${flag} is missing: ${message}`);
    else said[name] = answer;
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return said as Said;
}
