import { workflowCommand } from '../../languages/workflow-command';
import type { CheckReport } from '../report';
import { type Finding, findingsOf } from './findings';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Commands with which GitHub Actions puts findings next to the lines of a pull request. */
export function github(report: CheckReport): string {
  return findingsOf(report).map(annotation).join('');
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
