import type { TextPlace } from '../../lib/text/place-in-text';

type Level = 'error' | 'warning' | 'note';

export interface FindingLocation extends TextPlace {
  /** As the user would write it. */
  readonly file: string;
  /** Where in the object: `spec.template.spec.containers[0].env[2]`; absent where it is about the whole of it. */
  readonly at?: string;
}

/** What a program that shows findings next to the code has to know of one. */
export interface LocatedFinding {
  /** Of a rule or of a status; `unread` for what could not be read. */
  readonly id: string;
  readonly level: Level;
  readonly message: string;
  /** What it is about in a few words: `PORT in prod of project shop`. The title of its rule where absent. */
  readonly title?: string;
  /** The object, `Deployment shop/api`: by it the finding is known again when the lines have moved. */
  readonly object?: string;
  /** The first one is where it is shown. */
  readonly locations: readonly FindingLocation[];
}

/** What can be found: a rule, or a status of a key. */
export interface RuleOfTool {
  readonly id: string;
  /** One line: what must hold. */
  readonly title: string;
  /** What happens where it does not hold. */
  readonly text?: string;
  /** What to do where it does not hold. */
  readonly remedy?: string;
  /** That of a finding unless it says another one. */
  readonly level: Level;
  /** Where more is told of it. */
  readonly helpUri?: string;
}

export interface FindingsDocument {
  /** `cdk8s-infisical lint` */
  readonly tool: string;
  /** All that were looked at, found or not. */
  readonly rules: readonly RuleOfTool[];
  readonly findings: readonly LocatedFinding[];
  /** The files that were looked at, found or not; absent where nobody has listed them. */
  readonly files?: readonly string[];
  /** The levels with which the command ends with 1. */
  readonly failing?: readonly Level[];
}

const DOCUMENTS = 'https://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs';

/** The address of a page of the documents: `check.md#formats`. */
export function documentUri(page: string): string {
  return `${DOCUMENTS}/${page}`;
}

/** What could not be read, in each tool: a document that says nothing of it would look as if all were fine. */
export const UNREAD: RuleOfTool = {
  id: 'unread',
  title: 'Every file is read',
  text: 'What a cluster would make of this file is not known, so that nothing is known of what it holds either.',
  remedy:
    'Correct what the finding says of the file; `--render` renders charts and kustomizations. What may stay unread is listed, with the reason, below `unread:` in cdk8s-infisical.yaml.',
  level: 'error',
  helpUri: documentUri('check.md#what-counts-as-read'),
};

/** A part of a file that could not be read, as a finding. */
export function unreadFinding({
  message,
  ...place
}: Omit<FindingLocation, 'at'> & { message: string }): LocatedFinding {
  const { file, line, column } = place;
  return { id: UNREAD.id, level: 'error', message: `unread: ${message}`, locations: [{ file, line, column }] };
}

/** What is no fault that was found, but keeps from finding any: the run says nothing of what is behind it. */
export function isUnknown({ id }: Pick<LocatedFinding, 'id'>): boolean {
  return UNKNOWN.has(id);
}

const UNKNOWN = new Set([UNREAD.id, 'unchecked', 'failed']);

/** The rules of the document, with one for each finding: those that a tool need not name are `unread` and unknown ids. */
export function rulesOf({ rules, findings }: FindingsDocument): RuleOfTool[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  for (const { id, level, title = id } of findings) {
    if (!known.has(id)) known.set(id, id === UNREAD.id ? UNREAD : { id, title, level });
  }
  return [...known.values()];
}
