import { sentenceOfEach } from '../../access-report/changes/change-report';
import { textChanges } from '../../access-report/changes/text';
import { planText } from '../../comparison/plan/text/plan-text';
import { colours } from '../../terminal/colours';
import { wrappedLine } from '../../terminal/wrapped-line';
import type { Diff } from './diff';

/** What a synth changes, for a terminal; empty where it changes nothing. */
export function diffText({ plan, access, unread }: Diff, columns?: number): string {
  const fields = planText(plan, columns);
  if (fields === '' && access.length === 0 && unread.length === 0) return '';
  const title = colours.bold('Who gets which key:');
  return `${fields}${fields === '' ? '' : '\n'}${title}\n${indentedLines(textChanges(access, unread), columns)}`;
}

const INDENT = ' '.repeat(4);

/** A log has each sentence on one line. */
function indentedLines(text: string, columns = Number.POSITIVE_INFINITY): string {
  const lines = text.split('\n').map((line) => (line === '' ? line : `${INDENT}${line}`));
  return lines.flatMap((line) => wrappedLine(line, columns, INDENT.repeat(2))).join('\n');
}

/** The same for programs. */
export function diffDocument({ plan, access, unread }: Diff): object {
  const sentenceOf = sentenceOfEach(access);
  const told = access.map((change) => ({ ...change, sentence: sentenceOf(change) }));
  return { objects: plan.objects, access: told, unread };
}
