import { hasColours } from '../../lib/evaluation/report/colours';
import { type FindingRecord, isError } from '../../lib/evaluation/report/finding-record';
import { type ReportStyle, reportText } from '../../lib/evaluation/report/report-text';
import { tellHowToExplain } from './explain-hint';
import { asTerminalText } from './terminal-text';
import { tell } from './writer';

export type Reported = readonly FindingRecord[];

/** Tells findings to people, in one write; nothing where there is nothing to say. */
export function tellFindings(findings: Reported, style: Omit<ReportStyle, 'isColoured'>): void {
  const isColoured = hasColours();
  const text = reportText(findings, { ...style, isColoured });
  if (text === '') return;
  tell(asTerminalText(text, isColoured));
  const open = findings.filter(({ suppressedBecause }) => suppressedBecause === undefined);
  const inOrder = [...open.filter(isError), ...open.filter((finding) => !isError(finding))];
  tellHowToExplain(inOrder.flatMap(({ rule }) => rule ?? []));
}
