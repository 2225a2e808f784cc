import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { accessIn } from '../../../cli/access/key-uses';
import { evaluate } from '../../../cli/check/evaluate';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { fixture } from '../../model/delivery/delivered';

/** The lines of the users of each key that is not there, where Infisical has these keys. */
function missing(name: string, keys: readonly string[]) {
  const { uses, unfollowed } = accessIn(manifestsIn(fixture('secrets-store-csi', name), name).manifests);
  const folders = foldersToAsk(uses);
  const outcomes = folders.map(({ environment, path = '/' }) => ({
    listing: [{ environment, path, imported: false, keys }],
  }));
  const lines = evaluate({ uses, folders, outcomes }).flatMap((report) =>
    report.keys.flatMap(({ key, status, users }) =>
      status === 'missing' ? users.map(({ line, as }) => `${key}:${line} ${as}`) : [],
    ),
  );
  return { lines, unfollowed: unfollowed.map(({ file, line }) => `${file}:${line}`) };
}

test('a key that a class lists is missing on its line, and for who takes it', () => {
  expect(missing('files-and-secret.yaml', ['TLS_KEY'])).toEqual({
    lines: [
      'CRANE_PIN:14 field spec.parameters.secrets',
      'CRANE_PIN:25 file /run/dock/pin',
      'CRANE_PIN:38 variable CRANE',
    ],
    unfollowed: [],
  });
  expect(missing('files-and-secret.yaml', ['CRANE_PIN', 'TLS_KEY']).lines).toEqual([]);
});

test('what cannot be followed has the line of the list', () => {
  expect(missing('mistakes.yaml', ['SHELL_KEY'])).toEqual({
    lines: [],
    unfollowed: ['mistakes.yaml:15', 'mistakes.yaml:19'],
  });
});
