import { grouped } from '../../../lib/collections/grouped';
import { counted } from '../../../lib/text/counted';
import { listed } from '../../../lib/text/listed';
import { documentOf } from '../../formats/document';
import type { CheckReport } from '../report';
import { checkDocument } from './check-document';
import { type Finding, findingsOf, hindrancesIn } from './findings';

/**
 * Commands with which GitHub Actions puts findings next to the lines of a pull request, of which it shows ten: what one
 * cause keeps from being checked is one of them.
 */
export function github(report: CheckReport): string {
  const findings = findingsOf(report);
  const unchecked = grouped(
    findings.filter(({ cause }) => cause !== undefined),
    ({ cause, environment }) => JSON.stringify([environment, cause]),
  );
  const known = findings.filter(({ cause }) => cause === undefined);
  const told = [...hindrancesIn(report), ...known, ...[...unchecked.values()].map(inOne)];
  return documentOf('github', { ...checkDocument(report), findings: told });
}

function inOne(alike: readonly Finding[]): Finding {
  const folders = alike.filter(({ key }) => key === '*');
  const keys = new Set(alike.filter(({ key }) => key !== '*').map(({ key }) => key));
  const [first = alike[0]] = folders;
  const more = [
    ...(folders.length > 1 ? [counted(folders.length - 1, 'more folder')] : []),
    ...(keys.size > 0 && folders.length > 0 ? [counted(keys.size, 'key')] : []),
  ];
  return more.length === 0 ? first : { ...first, message: `${first.message} (and so ${listed(more)})` };
}
