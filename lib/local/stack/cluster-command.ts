import { referenceParts, variablesReferredToIn } from '../../model/variable-reference';
import { type LocalValue, literalValue } from './local-value';

/** What a container is started with in the cluster, in the words of Kubernetes. */
export interface ClusterCommand {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The variables that a command refers to. What a shell reads as a command of its own looks the same: `$(date)`. */
export function variablesIn({ command = [], args = [] }: ClusterCommand): string[] {
  return [...new Set([...command, ...args].flatMap(variablesReferredToIn))];
}

/** What Kubernetes makes of a text: what is no variable that it knows stays as it is. */
export function expandedValue(text: string, valueOfVariable: (variable: string) => LocalValue | undefined): LocalValue {
  return referenceParts(text).flatMap((part) => {
    if ('text' in part) return [part];
    return valueOfVariable(part.variable) ?? literalValue(`$(${part.variable})`);
  });
}
