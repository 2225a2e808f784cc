import { documentUri, type RuleOfTool } from './located-finding';

type Told = Pick<RuleOfTool, 'title' | 'text' | 'remedy' | 'level'>;

/** What `check` finds, by the status of a key. */
const TOLD = {
  missing: {
    title: 'A key that is needed exists, and the identity may see it',
    text: 'The workload does not start, or starts without the key. Nothing tells a key that does not exist from one that the identity of the check may not see.',
    remedy:
      'Add the key in Infisical, or correct its name or folder where it is used; if it is there, let the identity describe secrets of that folder.',
    level: 'error',
  },
  'optional-missing': {
    title: 'A key that somebody could use exists',
    text: 'All who use the key can do without it: they are given none.',
    remedy: 'Add the key in Infisical, or stop using it.',
    level: 'warning',
  },
  invalid: {
    title: 'A Secret that gets every key gets none whose name it cannot have',
    text: 'The API server refuses the whole Secret, so that no key of the folder is updated any more.',
    remedy:
      'Rename the key in Infisical to letters, digits, "-", "_" and ".", or write the keys that are needed by a template.',
    level: 'error',
  },
  duplicate: {
    title: 'A key exists at one of the places only that a resource reads',
    text: 'Several folders, imports or sources have the key, and clients differ in which one wins.',
    remedy: 'Delete or rename all but one of them in Infisical.',
    level: 'warning',
  },
  unused: {
    title: 'A key is used',
    text: 'The key is in a folder that is read, and nobody in these manifests uses it.',
    remedy: 'Delete it in Infisical, or move it to a folder of its own, if nothing else uses it.',
    level: 'note',
  },
  'perhaps-unused': {
    title: 'It is known whether a key is used',
    text: 'Nobody of whom it is known which keys he uses has this one, and something may of which that is not known.',
    remedy: 'Give check also what it could not read or follow: it names that.',
    level: 'note',
  },
  unchecked: {
    title: 'Infisical answers',
    text: 'There was no answer, so that nobody knows whether the key exists.',
    remedy:
      'What the finding says of the answer tells the way: a login, a host, a project, or a permission of the identity.',
    level: 'error',
  },
} as const satisfies Readonly<Record<string, Told>>;

type CheckStatus = keyof typeof TOLD;

const helpUri = documentUri('check.md#know-before-you-merge');

export const CHECK_STATUSES: Readonly<Record<CheckStatus, RuleOfTool>> = Object.fromEntries(
  Object.entries(TOLD).map(([id, told]) => [id, { id, ...told, helpUri }]),
) as Record<CheckStatus, RuleOfTool>;

export const CHECK_FAILED: RuleOfTool = {
  id: 'failed',
  title: 'The check runs to its end',
  text: 'Nothing was checked, so that nobody knows whether any key exists.',
  remedy: 'The finding says why: mend that, and run check again.',
  level: 'error',
  helpUri,
};
