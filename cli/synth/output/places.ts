import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Where an output folder lies, and where a synth keeps what is not finished. All paths are absolute. */
export interface Places {
  /** The output folder itself, for example `dist`. */
  readonly output: string;
  /** A hidden folder beside it, on the same file system, that is there only while a synth runs. */
  readonly work: string;
  /** Says which process is at work. */
  readonly lock: string;
  /** The whole output folder as it was, between the two steps of a swap. */
  readonly last: string;
}

export function placesOf(output: string): Places {
  const path = behindLinks(resolve(output));
  const work = join(dirname(path), `.${basename(path)}.synth`);
  return { output: path, work, lock: join(work, 'lock'), last: join(work, 'last') };
}

/** A link stays a link: the folder that it leads to is swapped, and may be missing in the middle of that. */
function behindLinks(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink()) return behindLinks(resolve(dirname(path), readlinkSync(path)));
  const parent = dirname(path);
  return existsSync(parent) ? join(realpathSync(parent), basename(path)) : path;
}
