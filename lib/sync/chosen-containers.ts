import type { PropsProblem } from '../evaluation/app-validation';
import { didYouMean } from '../text/did-you-mean';
import { quotedNames } from '../text/shown';

/** The containers of a pod. */
interface Containers<T> {
  readonly containers: readonly T[];
  readonly initContainers: readonly T[];
}

interface Named {
  readonly name: string;
}

/** Those that get keys: all, but no init container, or those that are named. */
export function chosenContainers<T extends Named>(
  wanted: readonly string[] | undefined,
  { containers, initContainers }: Containers<T>,
): readonly T[] {
  return wanted === undefined
    ? containers
    : [...containers, ...initContainers].filter(({ name }) => wanted.includes(name));
}

/**
 * What is wrong with the choice: containers that come later get no keys, and nothing else would tell.
 *
 * @param add how a container is added
 */
export function containerProblems(
  wanted: readonly string[] | undefined,
  pod: Containers<Named>,
  add: string,
): PropsProblem[] {
  return missing(wanted, pod, add).map((message) => ({ rule: 'C17', message }));
}

function missing(
  wanted: readonly string[] | undefined,
  { containers, initContainers }: Containers<Named>,
  add: string,
): string[] {
  const all = [...containers, ...initContainers].map(({ name }) => name);
  if (wanted === undefined) {
    if (containers.length > 0) return [];
    return all.length === 0
      ? [`there is no container yet to give keys to: ${add}`]
      : [
          `there is no container yet to give keys to, and init containers get them by name only: ${add}, or write containers: [${quotedNames(all)}]`,
        ];
  }
  if (wanted.length === 0)
    return ['containers is an empty list, so that nobody gets the keys: name one, or leave it out'];
  return wanted
    .filter((name) => !all.includes(name))
    .map((name) => {
      const remedy = all.length === 0 ? add : didYouMean(name, all, `write one of ${quotedNames(all)}, or ${add}`);
      return `there is no container "${name}" to give keys to: ${remedy}`;
    });
}
