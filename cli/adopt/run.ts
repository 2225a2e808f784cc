import { asideNotices } from '../files/readable-output';
import { jsonText } from '../languages/json';
import { lines } from '../terminal/terminal-text';
import { tellNote } from '../terminal/writer';
import { type AdoptOptions, adoptInto, exitCodeOf } from './adopt-into';
import { outcomeAsJson } from './outcome';
import { outcomeAsText } from './report';

/** Does what was asked for; what there is to print, and the exit code. */
export async function run(
  paths: readonly string[],
  options: AdoptOptions & { readonly json: boolean },
): Promise<{ readonly printed: string; readonly exitCode: number }> {
  tellNote(lines(asideNotices(paths)));
  const outcome = await adoptInto(paths, options);
  const printed = options.json ? jsonText(outcomeAsJson(outcome)) : outcomeAsText(outcome);
  return { printed, exitCode: exitCodeOf(outcome) };
}
