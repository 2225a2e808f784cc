import { referenceParts } from '../../model/variable-reference';
import { type LocalValue, type LocalVariable, literalValue, plainValue, variablesOf } from '../stack/local-value';

/** What Kubernetes makes of a text: what is no variable that it knows stays as it is. */
export function expandedValue(text: string, valueOfVariable: (variable: string) => LocalValue | undefined): LocalValue {
  return referenceParts(text).flatMap((part) => {
    if ('text' in part) return [part];
    return valueOfVariable(part.variable) ?? literalValue(`$(${part.variable})`);
  });
}

/** The words of a command, which see all variables of their container. */
export function expandedWords(words: readonly string[], variables: readonly LocalVariable[]): LocalValue[] {
  const values = new Map(variablesOf(variables).map(({ name, value }) => [name, value]));
  return words.map((word) => plainValue(expandedValue(word, (name) => values.get(name))));
}
