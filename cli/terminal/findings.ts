import { hasColours } from '../../lib/evaluation/report/colours';
import { type FindingRecord, isError } from '../../lib/evaluation/report/finding-record';
import { goneLines, type ReportStyle, reportText } from '../../lib/evaluation/report/report-text';
import { tellHowToExplain } from './explain-hint';
import { asTerminalText, type TerminalText } from './terminal-text';
import { wrappedLine } from './wrapped-line';
import { tell } from './writer';

export type Reported = readonly FindingRecord[];

const USUAL_COLUMNS = 80;
const INDENT = ' '.repeat(4);

/** Tells findings to people, in one write; nothing where there is nothing to say. */
export function tellFindings(findings: Reported, style: Omit<ReportStyle, 'isColoured'>): void {
  const isColoured = hasColours();
  const text = reportText(findings, { ...style, isColoured });
  if (text === '') return;
  tell(wrappedText(text, isColoured));
  const open = findings.filter(({ suppressedBecause }) => suppressedBecause === undefined);
  const inOrder = [...open.filter(isError), ...open.filter((finding) => !isError(finding))];
  tellHowToExplain(inOrder.flatMap(({ rule }) => rule ?? []));
}

/** Tells what was found before and no longer is. */
export function tellGone(findings: Reported): void {
  const isColoured = hasColours();
  const told = goneLines(findings, { isColoured }).map((line) => `${line}\n`);
  if (told.length > 0) tell(wrappedText(told.join(''), isColoured));
}

/** A terminal would break lines within words; a log has each finding on one line. */
function wrappedText(text: string, isColoured: boolean): TerminalText {
  const safe = asTerminalText(text, isColoured);
  const { isTTY, columns } = process.stderr;
  if (!isTTY) return safe;
  const wrapped = safe.text.split('\n').flatMap((line) => wrappedLine(line, columns || USUAL_COLUMNS, INDENT));
  // What was within a line begins one now.
  return asTerminalText(wrapped.join('\n'), isColoured);
}
