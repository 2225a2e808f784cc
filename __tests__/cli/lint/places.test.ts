import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsInFolders } from '../../../cli/findings/findings-in-folders';
import { readManifests } from '../../../cli/manifests/read-files';
import { misplacedIn } from './examples-in-yaml';
import { misplacement } from './told-place';

const CORPUS = join(__dirname, '../../fixtures/adopt');

describe.each(['valid', 'broken'])('each finding in the %s manifests of the corpus', (folder) => {
  test.each(readdirSync(join(CORPUS, folder)))(
    '%s is told on the line, and at the column, of what it is about',
    (name) => {
      const file = join(CORPUS, folder, name);
      const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
      const found = findingsInFolders(readManifests([file]).manifests, {});
      expect(found.flatMap((one) => misplacement(one, text) ?? [])).toEqual([]);
    },
  );
});

test('what rules say of their bad examples is told where it stands', () => {
  expect(misplacedIn({ lineWidth: 0 })).toEqual([]);
});
