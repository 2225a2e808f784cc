import { folderPath } from '../../../model/folder';
import { quotedKey } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { unsetPartOf } from '../../../text/unset-text';
import type { RuleOn } from '../../rule';
import { Severity } from '../../severity';
import { reading } from './reading';

export const S3: RuleOn<'source'> = {
  id: 'S3',
  severity: Severity.ERROR,
  title: 'A source that reads one secret is not recursive',
  why: 'One secret is looked up by its name in one folder: the operator refuses to look below it as well.',
  source: 'operator v0.11.5: ValidateScope in api/v1alpha1/infisicalsecret_types.go',
  bad: reading({ secretName: 'TOKEN', recursive: true }),
  good: reading({ secretName: 'TOKEN' }),
  on: 'source',
  check: ({ owner, what, secretName, recursive }, report) => {
    if (!secretName.value || recursive.value !== true) return;
    report(
      owner.resource,
      recursive,
      `the ${what} reads the one secret ${quotedKey(secretName.value)} and is recursive, which the operator refuses: drop one of the two`,
    );
  },
};

export const S5: RuleOn<'folder'> = {
  id: 'S5',
  severity: Severity.WARNING,
  title: 'A secret path looks like /a/b',
  why: 'The path is sent to Infisical as it stands: "*" is a letter of the name of a folder, and no such folder is there.',
  source: 'operator v0.11.5: secretsPath in the CRDs is the path of one folder, and "/" the root',
  bad: reading({ secretsPath: 'api/*' }),
  good: reading({ secretsPath: '/api' }),
  on: 'folder',
  check: ({ owner, what, path: place, isRoot }, report) => {
    const path = place.value;
    const remedy = path && !isRoot && !isPlaceholder(path) && !unsetPartOf(path) ? pathRemedy(path) : undefined;
    if (remedy) report(owner.resource, place, `the secret path "${path}" of the ${what} ${remedy}`);
  },
};

export const S7: RuleOn<'source'> = {
  id: 'S7',
  severity: Severity.WARNING,
  title: 'A source is not recursive',
  why: 'Keys come without the names of their folders: of equal ones the last in the answer of the server survives.',
  source:
    'operator v0.11.5: v1alpha1 keeps secrets by their key only, v1beta1 the first of each (reconciler.go of both)',
  bad: reading({ recursive: true }),
  good: reading({ secretsPath: '/api/orders' }),
  on: 'source',
  check: ({ owner, what, path, isRoot, recursive, secretName }, report) => {
    if (recursive.value !== true || secretName.value) return;
    report(
      owner.resource,
      recursive,
      `the ${what} reads all folders below "${isRoot ? '/' : (path.value ?? '')}" and drops their names, so that of equal keys in different folders only one survives: name each folder as a source`,
    );
  },
};

function pathRemedy(path: string): string | undefined {
  if (/[*?[\]{}]/.test(path)) {
    return 'has wildcards, which Infisical takes as they stand: write one folder, and recursive for what lies below it';
  }
  // As lists of places write it: the environment is said apart.
  const normal = folderPath(path.replace(/^[\w-]+:(?=\/)/, ''));
  return path === normal ? undefined : `should look like "/a/b": write "${normal}"`;
}
