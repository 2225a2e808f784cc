import { CHECK_FAILED, CHECK_STATUSES } from '../../formats/check-statuses';
import { type FindingsDocument, UNREAD } from '../../formats/located-finding';
import { type CheckReport, STATUSES } from '../report';
import { findingsOf, hindrancesIn } from './findings';

export const CHECK = 'cdk8s-infisical check';

/** What programs that show findings next to the code have to know. */
export function checkDocument(report: CheckReport): FindingsDocument {
  const rules = STATUSES.flatMap((id) => (id === 'ok' ? [] : [CHECK_STATUSES[id]]));
  return {
    tool: CHECK,
    rules: [...rules, UNREAD, CHECK_FAILED],
    findings: [...hindrancesIn(report), ...findingsOf(report)],
  };
}
