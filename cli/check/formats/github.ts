import { grouped } from '../../../lib/collections/grouped';
import { counted } from '../../../lib/text/counted';
import { listed } from '../../../lib/text/listed';
import { workflowCommand } from '../../languages/workflow-command';
import type { CheckReport } from '../report';
import { type Finding, findingsOf } from './findings';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

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
  return [...known, ...[...unchecked.values()].map(inOne)].map(annotation).join('');
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

function annotation({ level, message, locations, key, environment }: Finding): string {
  const [location] = locations;
  const title = key === '*' ? environment : `${key} in ${environment}`;
  const place =
    location === undefined
      ? []
      : ([
          ['file', location.file],
          ['line', location.line],
          ['col', location.column],
        ] as const);
  return workflowCommand(COMMANDS[level], [...place, ['title', title]], message);
}
