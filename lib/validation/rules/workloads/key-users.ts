import type { ObjectUse } from '../../../model/workloads';
import { quotedName } from '../../../text/key-name';

/** What takes a key, as a person would look for it: a variable, or a file. */
export function userOf({ variable, container, volume, file }: ObjectUse): string {
  if (volume !== undefined) {
    return `the volume ${quotedName(volume)}${file === undefined ? '' : ` (file ${quotedName(file)})`}`;
  }
  return `the variable ${quotedName(variable ?? '')} of container ${quotedName(container ?? '')}`;
}

/** All that take one key. */
export function usersOf(uses: readonly ObjectUse[]): string {
  const [first, ...others] = new Set(uses.map(userOf));
  return others.length === 0 ? `${first} uses` : `${first} and ${others.length} more use`;
}
