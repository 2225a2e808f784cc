import { isServiceLink, referenceParts, variablesReferredToIn } from '../../model/variable-reference';
import { quotedName } from '../../text/key-name';
import { type LocalValue, type LocalVariable, literalValue, plainValue, variablesOf } from '../stack/local-value';
import type { PodGap } from './pod-gap';

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

/** What a text takes from the Services of the cluster, of which the kubelet makes variables. */
export function linkGaps(place: string, text: string, isSet: (variable: string) => boolean): PodGap[] {
  const links = new Set(variablesReferredToIn(text).filter((name) => isServiceLink(name) && !isSet(name)));
  return [...links].map((link) => ({ rule: 'L4', subject: 'reference', name: place, origin: quotedName(link) }));
}
