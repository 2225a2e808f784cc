import { type LocalValue, literalValue } from './local-value';

/** What a container is started with in the cluster, in the words of Kubernetes. */
export interface ClusterCommand {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** A reference to a variable, `$(NAME)`, or the text around it. */
export type CommandPart = { readonly variable: string } | { readonly text: string };

/** What Kubernetes reads a text of a command as. What is no reference stands for itself, and so does a `$` after a `$`. */
export function commandParts(text: string): CommandPart[] {
  const parts = text.match(/\$\$|\$\([^)]*\)|\$|[^$]+/g) ?? [];
  return parts.map((part) => {
    if (part === '$$') return { text: '$' };
    return part.startsWith('$(') ? { variable: part.slice(2, -1) } : { text: part };
  });
}

/** The variables that a command refers to. What a shell reads as a command of its own looks the same: `$(date)`. */
export function variablesIn({ command = [], args = [] }: ClusterCommand): string[] {
  const parts = [...command, ...args].flatMap(commandParts);
  return [...new Set(parts.flatMap((part) => ('variable' in part ? [part.variable] : [])))];
}

/** What Kubernetes makes of a text of a command: what is no variable that it knows stays as it is. */
export function expandedValue(text: string, valueOfVariable: (variable: string) => LocalValue | undefined): LocalValue {
  return commandParts(text).flatMap((part) => {
    if ('text' in part) return [part];
    return valueOfVariable(part.variable) ?? literalValue(`$(${part.variable})`);
  });
}
