import { type Library, libraryFrom } from '../files/library-source';
import { asideNotices } from '../files/readable-output';
import { jsonText } from '../languages/json';
import { lines } from '../terminal/terminal-text';
import { tellNote } from '../terminal/writer';
import { type AdoptOptions, adoptInto, exitCodeOf } from './adopt-into';
import { checkMigration } from './check-migration';
import { outcomeAsJson } from './outcome';
import { outcomeAsText } from './report';

interface RunOptions {
  readonly json: boolean;
  /** Only say how far the manifests are on their way to v1beta1. */
  readonly check?: boolean;
  /** Where npm gets the library, as it was given. */
  readonly from?: string;
}

/** Does what was asked for; what there is to print, and the exit code. */
export async function run(
  paths: readonly string[],
  { from, check, ...options }: AdoptOptions & RunOptions,
): Promise<{ readonly printed: string; readonly exitCode: number }> {
  tellNote(lines(asideNotices(paths)));
  if (check) return checkMigration(paths, options);
  const outcome = await adoptInto(paths, { ...options, library: from === undefined ? undefined : libraryGiven(from) });
  const printed = options.json ? jsonText(outcomeAsJson(outcome)) : outcomeAsText(outcome);
  return { printed, exitCode: exitCodeOf(outcome) };
}

/** @throws with the name of the option; the text may be anything, and is not repeated */
function libraryGiven(from: string): Library {
  try {
    return libraryFrom(from);
  } catch (error) {
    throw new Error(`--library ${(error as Error).message}`);
  }
}
