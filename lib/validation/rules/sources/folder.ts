import { folderPath } from '../../../model/folder';
import { quotedKey } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { unsetPartOf } from '../../../text/unset-text';
import { ruleOn, Severity } from '../../rule';
import { reading } from './reading';

export const S3 = ruleOn('source', {
  severity: Severity.ERROR,
  title: 'A source that reads one secret is not recursive',
  why: 'One secret is looked up by its name in one folder: the operator refuses to look below it as well.',
  source: 'operator v0.11.7: api/v1alpha1/infisicalsecret_types.go (ValidateScope)',
  bad: reading({ secretName: 'TOKEN', recursive: true }),
  good: reading({ secretName: 'TOKEN' }),
  check: ({ what, secretName, recursive }, report) => {
    if (!secretName.value || recursive.value !== true) return;
    report(
      recursive,
      `the ${what} reads the one secret ${quotedKey(secretName.value)} and is recursive, which the operator refuses: drop one of the two`,
    );
  },
});

export const S5 = ruleOn('folder', {
  severity: Severity.WARNING,
  yields: true,
  title: 'A secret path looks like /a/b',
  why: 'The path is sent to Infisical as it stands: the folder is found, but a permission for "/a/b" is not one for "a/b".',
  source:
    'operator v0.11.7: internal/util/secrets.go (GetPlainTextSecretsViaMachineIdentity), internal/api/secrets_v4.go (ListSecrets); Infisical/infisical: backend/src/services/secret-folder/secret-folder-dal.ts (sqlFindFolderByPathQuery)',
  bad: reading({ secretsPath: 'api/' }),
  good: reading({ secretsPath: '/api' }),
  check: ({ what, path: place, isRoot }, report) => {
    const path = place.value;
    if (!path || isRoot || isPlaceholder(path) || unsetPartOf(path)) return;
    const normal = folderPath(path);
    if (path === normal) return;
    report(place, `the secret path "${path}" of the ${what} should look like "/a/b": write "${normal}"`);
  },
});

export const S7 = ruleOn('source', {
  severity: Severity.WARNING,
  title: 'A source is not recursive',
  why: 'Keys come without the names of their folders: of equal ones one survives, the last in the answer of the server in v1alpha1, the first in v1beta1.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/services/infisicalstaticsecret/reconciler.go (MergeSecretSources)',
  bad: reading({ recursive: true }),
  good: reading({ secretsPath: '/api/orders' }),
  check: ({ owner, what, path, isRoot, recursive, secretName }, report) => {
    if (recursive.value !== true || secretName.value) return;
    report(
      recursive,
      `the ${what} reads all folders below "${isRoot ? '/' : (path.value ?? '')}" and drops their names, so that of equal keys in different folders only ${owner.generation === 'v1alpha1' ? 'the last' : 'the first'} that Infisical lists survives: name each folder as a source`,
    );
  },
});
