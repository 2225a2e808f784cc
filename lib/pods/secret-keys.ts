import type { PropsProblem } from '../evaluation/app-validation';
import { quotedKey, quotedName } from '../text/key-name';

/** Which secret key each environment variable takes, by variable. */
export type VariablesFromKeys = readonly (readonly [variable: string, key: string])[];

/** Variables that would overwrite each other without a word. */
export function variableProblems(variables: VariablesFromKeys, others: { [prop: string]: string[] }): PropsProblem[] {
  const problems: PropsProblem[] = [];
  const taken = new Map<string, () => string>();
  for (const [variable, key] of variables) {
    if (taken.has(variable)) {
      problems.push({ rule: 'C4', message: `secretKeys selects the key ${quotedKey(key)} twice: keep one` });
    }
    taken.set(variable, () => `the secret key ${quotedKey(key)}`);
  }
  for (const [prop, names] of Object.entries(others)) {
    for (const name of names) {
      const source = taken.get(name);
      if (source !== undefined) {
        problems.push({
          rule: 'C4',
          message: `the variable ${quotedName(name)} is set by ${source()} and by ${prop}: keep one, or rename it with secretKeys: { OTHER_NAME: '…' }`,
        });
      }
      taken.set(name, () => prop);
    }
  }
  return problems;
}
