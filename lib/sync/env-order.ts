import type { PropsProblem } from '../evaluation/app-validation';
import { didYouMean } from '../text/did-you-mean';
import { quotedName } from '../text/key-name';

/** The entries that `envOrder` names, in its order, and then the others in their own. */
export function inEnvOrder<T>(
  entries: readonly (readonly [variable: string, value: T])[],
  envOrder: readonly string[] = [],
): (readonly [variable: string, value: T])[] {
  if (envOrder.length === 0) return [...entries];
  const placeOf = ([variable]: readonly [string, T]) =>
    envOrder.includes(variable) ? envOrder.indexOf(variable) : envOrder.length;
  return [...entries].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Variables that `envOrder` names and that there are not. */
export function envOrderProblems(
  envOrder: readonly string[] = [],
  known: readonly string[],
  remedy: string,
): PropsProblem[] {
  return envOrder
    .filter((variable) => !known.includes(variable))
    .map((variable) => ({
      rule: 'C18',
      message: `envOrder names the variable ${quotedName(variable)}, which there is not: ${didYouMean(variable, known, remedy)}`,
    }));
}
