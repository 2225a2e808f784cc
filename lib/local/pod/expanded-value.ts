import { isServiceLink, referenceParts, variablesReferredToIn } from '../../model/variable-reference';
import { quotedName } from '../../text/key-name';
import {
  type LocalValue,
  type LocalVariable,
  literalValue,
  plainValue,
  variablesOf,
  wholeKey,
} from '../stack/local-value';
import type { PodGap } from './pod-gap';

/** What Kubernetes makes of a text: what is no variable that it knows stays as it is. */
export function expandedValue(text: string, valueOfVariable: (variable: string) => LocalValue | undefined): LocalValue {
  return referenceParts(text).flatMap((part) => {
    if ('text' in part) return [part];
    return referredValue(part.variable, valueOfVariable(part.variable));
  });
}

/** What is no variable stays as it is written; so does one of a key that may be missing, as long as it is. */
function referredValue(variable: string, value: LocalValue | undefined): LocalValue {
  const written = `$(${variable})`;
  return value === undefined ? literalValue(written) : valueOr(value, written);
}

/** The value, with what stands in its place where its key is missing, if it may be. */
export function valueOr(value: LocalValue, otherwise: string): LocalValue {
  const key = wholeKey(value);
  // Compose has such a text in one line and in braces.
  const isOther = key?.isOptional === true && key.otherwise === undefined && !/[{}\p{Cc}]/u.test(otherwise);
  return isOther ? [{ ...key, otherwise }] : value;
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
