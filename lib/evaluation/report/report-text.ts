import { counted } from '../../text/counted';
import { Severity } from '../../validation/severity';
import { distinctFindings, type FindingRecord, isError } from './finding-record';
import { enumerate, type FindingGroup, groupedFindings, singleFindings } from './grouped-findings';

export interface ReportStyle {
  /** Whether somebody reads it at a terminal that has colours. */
  readonly isColoured?: boolean;
  /** Whether each finding gets a line of its own. */
  readonly isVerbose?: boolean;
  /** Whether what is suppressed is told, with the reasons; else it is only counted. */
  readonly showsSuppressed?: boolean;
  /** What comes of the errors: `nothing is written`. */
  readonly outcome?: string;
  /** What to write to be told all, where a line is shortened. */
  readonly whole?: string;
}

const MOST_PATHS = 5;
const MOST_ENVIRONMENTS = 8;
const MOST_LINES = 100;
/** So much of a line is read, and of that for the remedy. */
const LONGEST_LINE = 2_000;
const REMEDY = 300;

/**
 * What there is to say, for people: a line for each group of findings, errors first, and a summary. Empty where there is
 * nothing to say; what is suppressed is no such thing, unless it is asked for.
 */
export function reportText(findings: readonly FindingRecord[], style: ReportStyle = {}): string {
  const all = distinctFindings(findings.map(withoutPlace));
  const suppressed = all.filter(isSuppressed);
  const open = all.filter((finding) => !isSuppressed(finding));
  const shown = style.showsSuppressed ? all : open;
  if (shown.length === 0) return '';
  const groups = style.isVerbose ? singleFindings(shown) : groupedFindings(shown);
  const told = style.isVerbose ? groups : groups.slice(0, MOST_LINES);
  const left = groups.length - told.length;
  const whole = told.map((group) => lineOf(group, style));
  const lines = style.isVerbose ? whole : whole.map(cutShort);
  const isShort = left > 0 || told.some(isShortened) || whole.some(isLong);
  lines.push(
    ...(left > 0 ? [`and ${left} more lines`] : []),
    ...(style.showsSuppressed ? [] : suppressedLine(suppressed, style)),
    ...summaryLines(open, { ...style, whole: isShort ? style.whole : undefined }),
  );
  return `${lines.join('\n')}\n`;
}

/** Messages say in words where: what they say of two places of an object is told once. */
function withoutPlace({ at, ...finding }: FindingRecord): FindingRecord {
  return finding;
}

/** The errors alone, a line for each group: what a test holds against an empty list. */
export function errorLines(findings: readonly FindingRecord[]): string[] {
  return groupedFindings(findings.filter(isError)).map((group) => sentenceOf(group, {}));
}

/** What was found before and no longer is, a line for each group. */
export function goneLines(findings: readonly FindingRecord[], style: ReportStyle = {}): string[] {
  return groupedFindings(findings.map(withoutPlace))
    .slice(0, MOST_LINES)
    .map((group) => cutShort(`${paint('gone', GREEN, style)}: ${sentenceOf(group, style)}`));
}

function isSuppressed({ suppressedBecause }: FindingRecord): boolean {
  return suppressedBecause !== undefined;
}

function lineOf(group: FindingGroup, style: ReportStyle): string {
  const { severity, suppressedBecause } = group;
  if (suppressedBecause === undefined) return `${paintWord(severity, severity, style)}: ${sentenceOf(group, style)}`;
  return `${paintWord('suppressed', 'suppressed', style)}: ${sentenceOf(group, style)}, because: ${suppressedBecause}`;
}

function sentenceOf({ environments, paths, noun, message, rule }: FindingGroup, style: ReportStyle): string {
  const quoted = paths.map((path) => paint(`[${path}]`, CYAN, style));
  const several = () =>
    `${paths.length} ${noun}: ${enumerate(quoted, MOST_PATHS, `and ${paths.length - MOST_PATHS} more`)}:`;
  const where = [
    environments.length === 0
      ? ''
      : `${enumerate(environments, MOST_ENVIRONMENTS, `and ${environments.length - MOST_ENVIRONMENTS} more`)}:`,
    paths.length > 1 ? several() : (quoted[0] ?? ''),
  ];
  return [...where.filter(Boolean), message, ...(rule === undefined ? [] : [`(${rule})`])].join(' ');
}

function isLong(line: string): boolean {
  return line.length > LONGEST_LINE;
}

/** Colours are at the beginning, and the remedy at the end. */
function cutShort(line: string): string {
  if (!isLong(line)) return line;
  // No halves of letters.
  return `${line.slice(0, LONGEST_LINE - REMEDY)} … ${line.slice(-REMEDY)}`.replaceAll(/\p{Cs}/gu, '');
}

function suppressedLine(suppressed: readonly FindingRecord[], style: ReportStyle): string[] {
  if (suppressed.length === 0) return [];
  const rules = [...new Set(suppressed.map(({ rule = '' }) => rule))].sort();
  return [
    `${paintWord('suppressed', 'suppressed', style)}: ${counted(suppressed.length, 'finding')} (${rules.join(', ')})`,
  ];
}

function isShortened({ environments, paths, message }: FindingGroup): boolean {
  return environments.length > MOST_ENVIRONMENTS || paths.length > MOST_PATHS || message.includes(', …');
}

function summaryLines(findings: readonly FindingRecord[], style: ReportStyle): string[] {
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  const counts = [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')].filter(Boolean);
  if (counts.length === 0) return [];
  const outcome = errors > 0 && style.outcome !== undefined ? `: ${style.outcome}` : '';
  const whole = style.whole === undefined ? '' : ` (all of it: ${style.whole})`;
  return [`${paint(`${counts.join(', ')}${outcome}`, BOLD, style)}${whole}`];
}

const [BOLD, DIM, RED, GREEN, YELLOW, CYAN] = [
  [1, 22],
  [2, 22],
  [31, 39],
  [32, 39],
  [33, 39],
  [36, 39],
] as const;
const WORD_COLOURS = { [Severity.ERROR]: RED, [Severity.WARNING]: YELLOW, suppressed: DIM };

function paintWord(text: string, kind: keyof typeof WORD_COLOURS, style: ReportStyle): string {
  return paint(text, WORD_COLOURS[kind], style);
}

function paint(text: string, [on, off]: readonly [number, number], { isColoured }: ReportStyle): string {
  return isColoured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
