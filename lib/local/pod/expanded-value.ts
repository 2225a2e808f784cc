import { referenceParts } from '../../model/variable-reference';
import { type LocalValue, literalValue } from '../stack/local-value';

/** What Kubernetes makes of a text: what is no variable that it knows stays as it is. */
export function expandedValue(text: string, valueOfVariable: (variable: string) => LocalValue | undefined): LocalValue {
  return referenceParts(text).flatMap((part) => {
    if ('text' in part) return [part];
    return valueOfVariable(part.variable) ?? literalValue(`$(${part.variable})`);
  });
}
