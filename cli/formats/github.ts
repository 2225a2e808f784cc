import { workflowCommand } from '../languages/workflow-command';
import { type FindingsDocument, type LocatedFinding, rulesOf, UNREAD } from './located-finding';
import { shownFile } from './shown-file';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Commands with which GitHub Actions puts findings next to the lines of a pull request. It shows ten of each level: what
 * is unread comes first.
 */
export function github(document: FindingsDocument): string {
  const titles = new Map(rulesOf(document).map(({ id, title }) => [id, id === title ? id : `${id}: ${title}`]));
  const unread = document.findings.filter(({ id }) => id === UNREAD.id);
  const read = document.findings.filter(({ id }) => id !== UNREAD.id);
  return [...unread, ...read].map((finding) => annotation(finding, titles.get(finding.id) ?? finding.id)).join('');
}

function annotation({ level, message, locations: [location], title }: LocatedFinding, ruleTitle: string): string {
  const place =
    location === undefined
      ? []
      : ([
          ['file', shownFile(location.file)],
          ['line', location.line],
          ['col', location.column],
        ] as const);
  return workflowCommand(COMMANDS[level], [...place, ['title', title ?? ruleTitle]], message);
}
