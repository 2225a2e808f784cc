import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { entryAt } from '../../lib/files/entry';

/** Where an output folder lies, and where a synth keeps what is not finished. All paths are absolute. */
export interface OutputPlaces {
  /** The output folder itself, for example `dist`. */
  readonly output: string;
  /** A hidden folder beside it, on the same file system, that is there only while a synth runs. */
  readonly work: string;
  /** Says which process is at work. */
  readonly lock: string;
  /** Where earlier versions kept the whole output folder as it was, between the two steps of a swap. */
  readonly last: string;
}

/** The whole output folder as it was, between the two steps of a swap: it lies in a folder that each swap has of its own. */
export const LAST_FOLDER = 'last';
export const SWAP_PREFIX = 'swap-';
export const SWAP_NAME = /^swap-[0-9a-f]{16}$/;

/**
 * The places for an output folder.
 *
 * @throws if links on the way lead in a circle
 */
export function outputPlaces(output: string): OutputPlaces {
  const path = followLinks(resolve(output));
  if (path === undefined) throw new Error(`${output}: the links on this path lead in a circle`);
  const work = join(dirname(path), `.${basename(path)}.synth`);
  return { output: path, work, lock: join(work, 'lock'), last: join(work, LAST_FOLDER) };
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** A link stays a link: the folder that it leads to is swapped, and may be missing in the middle of that. */
function followLinks(path: string): string | undefined {
  let target = path;
  for (let links = 0; entryAt(target)?.isSymbolicLink(); links++) {
    if (links === MOST_LINKS) return undefined;
    target = resolve(dirname(target), readlinkSync(target));
  }
  const parent = dirname(target);
  return existsSync(parent) ? join(realpathSync(parent), basename(target)) : target;
}
