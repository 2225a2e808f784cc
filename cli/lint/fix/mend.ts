import { grouped } from '../../../lib/collections/grouped';
import { counted } from '../../../lib/text/counted';
import { listed } from '../../../lib/text/listed';
import { placeText } from '../../../lib/text/place-in-text';
import type { FoundInInput } from '../../findings/input-findings';
import { unifiedDiff } from '../../languages/unified-diff';
import type { ReadManifest } from '../../manifests/read-manifests';
import { asTerminalText, lines } from '../../terminal/terminal-text';
import { print, printSummary, tell, tellNote } from '../../terminal/writer';
import { mayBeShown } from '../shown-line';
import { type FixedFile, type FixPlan, fixesFor } from './planned-fixes';
import { writeFixes } from './write-fixes';

export interface Mending {
  /** The paths that the command was given. */
  readonly asked: readonly string[];
  /** Whether it is shown only. */
  readonly isDry: boolean;
  /** Whether standard output is for a document of another language. */
  readonly isAside: boolean;
  /** What is to be put right. */
  readonly findingsOf: (manifests: readonly ReadManifest[]) => readonly FoundInInput[];
}

/**
 * Shows what fixes make of the files, and writes it; tells what they leave to people. Whether anything was written then.
 *
 * @throws if a file has changed in the meantime, or cannot be written
 */
export function hasMended(manifests: readonly ReadManifest[], { asked, isDry, isAside, findingsOf }: Mending): boolean {
  const plan = fixesFor(manifests, findingsOf);
  const byFile = grouped(manifests, ({ file }) => file);
  const diff = asTerminalText(plan.files.map((one) => diffOf(one, byFile.get(one.file) ?? [])).join(''));
  // What is shown only was asked for; what is written can be seen in the files.
  if (isAside) (isDry ? tell : tellNote)(diff);
  else (isDry ? print : printSummary)(diff);
  if (!isDry) writeFixes(plan.files, asked);
  tell(lines(unwritable(manifests)));
  tellNote(lines(doneLines(plan)));
  tell(lines(leftLines(plan)));
  tellNote(lines([countLine(plan, isDry)]));
  return !isDry && plan.files.length > 0;
}

function diffOf({ file, before, after }: FixedFile, own: readonly ReadManifest[]): string {
  const starts = grouped(own, ({ line }) => line);
  const lines = [...starts.keys()].sort((a, b) => a - b);
  const isShown = (line: number) => {
    const start = lines.findLast((one) => one <= line) ?? 0;
    return (starts.get(start) ?? []).some((read) => {
      // Nobody's line where parts of two objects stand on it, one of which may be a Secret.
      const there = read.lineAt?.(line);
      return there !== undefined && mayBeShown(read, there);
    });
  };
  return unifiedDiff(file, [before.toString('utf8'), after.toString('utf8')], isShown);
}

const SHOWN = 3;

/** What is in no file that could be written, and where to put it right. */
function unwritable(manifests: readonly ReadManifest[]): string[] {
  const sources = [...new Set(manifests.flatMap(({ rendered }) => (rendered === undefined ? [] : [rendered.file])))];
  const more = sources.length > SHOWN ? [`${sources.length - SHOWN} more`] : [];
  const where = listed([...sources.slice(0, SHOWN), ...more]);
  return [
    ...(sources.length > 0 ? [`what is rendered cannot be fixed: put it right in ${where}`] : []),
    ...(manifests.some(({ file }) => file === '-')
      ? ['standard input cannot be fixed: put it right in what writes it']
      : []),
  ];
}

function doneLines({ files }: FixPlan): string[] {
  const fixes = files.flatMap((file) => file.fixes);
  return fixes.map((fix) => `${placeText(fix.file, fix)}: ${fix.object}: ${fix.message} (${fix.rule})`);
}

function leftLines({ left }: FixPlan): string[] {
  return left.map((fix) => `${placeText(fix.file, fix)}: ${fix.object}: not fixed (${fix.rule}): ${fix.reason}`);
}

function countLine({ files }: FixPlan, isDry: boolean): string {
  const { length } = files.flatMap((file) => file.fixes);
  const count = `${length} ${length === 1 ? 'fix' : 'fixes'} in ${counted(files.length, 'file')}`;
  return isDry ? `${count}; --fix writes` : `${count} written`;
}
