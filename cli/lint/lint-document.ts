import { ruleList } from '../../lib/validation/rule-list';
import {
  documentUri,
  type FindingsDocument,
  type LocatedFinding,
  UNREAD,
  unreadFinding,
} from '../formats/located-finding';
import { realPlaceOf, withRenderedLine } from '../manifests/real-file';
import { isSuppressed, type LintFinding } from './lint-finding';
import type { LintReport } from './lint-report';
import type { FailOn } from './options';

/** Where the documentation explains a rule: why it is there, what breaks it, and what does not. */
export function rulePage(rule: string): string {
  return documentUri(`rules.md#${rule.toLowerCase()}`);
}

const FAILING: Readonly<Record<FailOn, readonly LocatedFinding['level'][]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

/** What programs that show findings next to the code have to know; not what is suppressed. */
export function lintDocument({ findings, unread, files }: LintReport, failOn: FailOn): FindingsDocument {
  const rules = ruleList().map(({ id, title, why, severity }) => ({
    id,
    title,
    text: why,
    level: severity,
    helpUri: rulePage(id),
  }));
  const found = findings.filter((finding) => !isSuppressed(finding)).map(locatedFinding);
  return {
    tool: 'cdk8s-infisical lint',
    rules: [...rules, UNREAD],
    files,
    findings: [...unread.map(unreadFinding), ...found],
    failing: FAILING[failOn],
  };
}

function locatedFinding(finding: LintFinding): LocatedFinding {
  const { rule, severity, message, object, line, column, at, file, read } = finding;
  return {
    id: rule,
    level: severity,
    message: read.rendered === undefined ? message : withRenderedLine(message, file, { line, column }),
    ...(object !== undefined && { object }),
    locations: [{ ...realPlaceOf(read, { line, column }), ...(at !== undefined && { at }) }],
  };
}
