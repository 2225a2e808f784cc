import { counted } from '../../lib/text/counted';
import { placeText } from '../../lib/text/place-in-text';
import { type ToldFinding, toldFindings } from '../findings/grouped-findings';
import { sourceText } from '../manifests/real-file';
import type { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import { rulePage } from './lint-document';
import { isSuppressed, type LintFinding } from './lint-finding';
import { type LintReport, lintCounts } from './lint-report';
import { shownLine } from './shown-line';

export interface TextStyle {
  readonly colours: typeof colours;
  readonly showsSuppressed?: boolean;
}

const MOST_PLACES = 5;

/** What was found, for people: what is alike is told once, at the first of its places. */
export function lintText(report: LintReport, style: TextStyle): string {
  const open = report.findings.filter((finding) => !isSuppressed(finding));
  const suppressed = report.findings.filter(isSuppressed);
  const blocks = [...toldFindings(open), ...(style.showsSuppressed ? suppressedOnes(suppressed) : [])].map((told) =>
    blockOf(told, style),
  );
  const end = [
    ...(style.showsSuppressed ? [] : suppressedLine(suppressed, style)),
    ...rulePages(open, style),
    summaryLine(report, style),
  ];
  return [...blocks, end].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** One by one: each has a reason of its own. */
function suppressedOnes(findings: readonly LintFinding[]): ToldFinding<LintFinding>[] {
  return findings.map((finding) => ({
    ...finding,
    places: [placeText(finding.file, finding)],
    about: finding.object,
    findings: [finding],
  }));
}

function blockOf({ rule, message, about, findings }: ToldFinding<LintFinding>, style: TextStyle): string[] {
  const { bold, dim, cyan } = style.colours;
  const [first, ...others] = findings;
  const place = printable(placeText(first.file, first));
  const because = first.suppressedBecause === undefined ? '' : `, because: ${printable(first.suppressedBecause)}`;
  const head = `${bold(place)}: ${word(first, style)}: ${printable(message)} ${cyan(`(${rule})`)}${because}`;
  const shown = shownLine(first);
  const number = String(first.line);
  const gutter = (text: string) => dim(`${text.padStart(number.length)} | `);
  const source =
    shown === undefined
      ? first.at === undefined
        ? []
        : [`${gutter(number)}${dim(`at ${printable(first.at)}`)}`]
      : [`${gutter(number)}${shown.text}`, `${gutter('')}${paint(first, style)(shown.marker)}`];
  const also = alsoAt(first, others);
  const from = first.read.rendered === undefined ? '' : `from ${printable(sourceText(first.read.rendered))}`;
  const own = [about === undefined ? '' : printable(about), from].filter(Boolean).join(', ');
  const end = [own, also].filter(Boolean).join('; ');
  return [head, ...source.map((line) => `  ${line}`), ...(end === '' ? [] : [`  ${dim(end)}`])];
}

function alsoAt(first: LintFinding, others: readonly LintFinding[]): string {
  const own = placeText(first.file, first);
  const places = [...new Set(others.map((other) => placeText(other.file, other)))].filter((place) => place !== own);
  if (places.length === 0) return '';
  const shown = places.slice(0, MOST_PLACES).map(printable).join(', ');
  const left = places.length - MOST_PLACES;
  return `also at ${shown}${left > 0 ? `, and ${left} more (--format json has all)` : ''}`;
}

function word(finding: LintFinding, style: TextStyle): string {
  return paint(finding, style)(isSuppressed(finding) ? 'suppressed' : finding.severity);
}

function paint(finding: LintFinding, { colours: { red, yellow, dim } }: TextStyle): (text: string) => string {
  if (isSuppressed(finding)) return dim;
  return finding.severity === 'error' ? red : yellow;
}

function suppressedLine(suppressed: readonly LintFinding[], { colours: { dim } }: TextStyle): string[] {
  if (suppressed.length === 0) return [];
  const rules = [...new Set(suppressed.map(({ rule }) => rule))].sort();
  return [
    dim(
      `suppressed: ${counted(suppressed.length, 'finding')} (${rules.join(', ')}; --show-suppressed tells the reasons)`,
    ),
  ];
}

/** Where each rule is explained. */
function rulePages(open: readonly LintFinding[], { colours: { cyan, dim } }: TextStyle): string[] {
  const rules = [...new Set(open.map(({ rule }) => rule))];
  const width = Math.max(...rules.map(({ length }) => length));
  return rules.map((rule) => `${cyan(rule.padEnd(width))} ${dim(rulePage(rule))}`);
}

function summaryLine(report: LintReport, { colours: { bold, green } }: TextStyle): string {
  const { errors, warnings } = lintCounts(report);
  const where = `${counted(report.objects, 'object')} of ${counted(report.files.length, 'file')}`;
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(report.unread.length > 0 ? [`${report.unread.length} unread`] : []),
  ];
  return found.length === 0 ? green(`no findings in ${where}`) : bold(`${found.join(', ')}, in ${where}`);
}
