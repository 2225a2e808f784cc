import { documentUri, type FindingsDocument, type RuleOfTool, UNREAD } from '../../formats/located-finding';
import { type CheckReport, STATUSES, type Status } from '../report';
import { findingsOf, hindrancesIn } from './findings';

export const CHECK = 'cdk8s-infisical check';

type Found = Exclude<Status, 'ok'>;

const RULES: Readonly<Record<Found, Pick<RuleOfTool, 'title' | 'text' | 'level'>>> = {
  missing: {
    title: 'A key that is needed exists, and the identity may see it',
    text: 'The workload does not start, or starts without the key. Nothing tells a key that does not exist from one that the identity of the check may not see.',
    level: 'error',
  },
  'optional-missing': {
    title: 'A key that somebody could use exists',
    text: 'All who use the key can do without it: they are given none.',
    level: 'warning',
  },
  invalid: {
    title: 'A Secret that gets every key gets none whose name it cannot have',
    text: 'The API server refuses the whole Secret, so that no key of the folder is updated any more.',
    level: 'error',
  },
  duplicate: {
    title: 'A key exists at one of the places only that a resource reads',
    text: 'Several folders, imports or sources have the key, and clients differ in which one wins.',
    level: 'warning',
  },
  unused: {
    title: 'A key is used',
    text: 'The key is in a folder that is read, and nobody in these manifests uses it.',
    level: 'note',
  },
  'perhaps-unused': {
    title: 'It is known whether a key is used',
    text: 'Nobody of whom it is known which keys he uses has this one, and something may of which that is not known.',
    level: 'note',
  },
  unchecked: {
    title: 'Infisical answers',
    text: 'There was no answer, so that nobody knows whether the key exists.',
    level: 'error',
  },
};

const FAILED: RuleOfTool = {
  id: 'failed',
  title: 'The check runs to its end',
  text: 'Nothing was checked, so that nobody knows whether any key exists.',
  level: 'error',
};

/** What programs that show findings next to the code have to know. */
export function checkDocument(report: CheckReport): FindingsDocument {
  const helpUri = documentUri('check.md#know-before-you-merge');
  const rules = STATUSES.flatMap((id) => (id === 'ok' ? [] : [{ id, ...RULES[id], helpUri }]));
  return {
    tool: CHECK,
    rules: [...rules, UNREAD, { ...FAILED, helpUri }],
    findings: [...hindrancesIn(report), ...findingsOf(report)],
  };
}
