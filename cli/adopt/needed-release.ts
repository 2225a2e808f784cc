import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../lib/model/kubernetes-version';
import { type FoundInInput, findingsInProgram, isError, placesOf } from '../findings/input-findings';

/** A release of Kubernetes that takes what another one refuses. */
export interface NeededRelease {
  readonly version: string;
  /** What it takes. */
  readonly found: readonly FoundInInput[];
}

/**
 * The least release whose API server takes of a program what that of another release refuses; undefined if that refuses
 * nothing, or nothing that any takes.
 *
 * @param found what the rules say of the program on that other release
 * @param told that other release; the oldest that the rules know where nobody has told one
 */
export function neededRelease(found: readonly FoundInInput[], told?: string): NeededRelease | undefined {
  const broken = new Set(found.filter(isError).map(({ read }) => read));
  if (broken.size === 0) return undefined;
  const errorsAt = (version?: string) => findingsInProgram([...broken], version).filter(isError);
  const refused = errorsAt(told);
  let best: NeededRelease | undefined;
  for (const version of RELEASES) {
    const isLeft = placesOf(errorsAt(version));
    const found = refused.filter((one) => !isLeft(one));
    if (found.length > (best?.found.length ?? 0)) best = { version, found };
  }
  return best;
}

const RELEASES: readonly string[] = releasesBetween(OLDEST_KUBERNETES, NEWEST_KUBERNETES);

function releasesBetween(oldest: string, newest: string): string[] {
  const [[major, first], [, last]] = [oldest, newest].map((version) => version.split('.').map(Number));
  return Array.from({ length: last - first + 1 }, (_, index) => `${major}.${first + index}`);
}
