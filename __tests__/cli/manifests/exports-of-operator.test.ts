import { findingsInFolders } from '../../../cli/findings/findings-in-folders';
import { withExportsOfOperator } from '../../../cli/manifests/exports-of-operator';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';
import { live } from '../../validation/live';
import { infisicalSecret, secret } from '../../validation/manifests';

const cleaned = secret('api-secrets', { data: { TOKEN: 'Q0FOQVJZLVZBTFVF' } });
const account = {
  ...cleaned,
  metadata: { ...cleaned.metadata, annotations: { 'secrets.infisical.com/version': 'a' } },
};

function rulesIn(...items: Manifest[]): string[] {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const read = withExportsOfOperator(manifestsIn(text, 'a.json').manifests);
  const found = findingsInFolders(read, {});
  expect(JSON.stringify(found.map(({ finding }) => finding.message))).not.toContain('Q0FOQVJZLVZBTFVF');
  return found.map(({ finding }) => finding.rule).filter((rule) => rule === 'M6' || rule === 'M17');
}

test('a managed Secret that was cleaned is of the export that has what manages it', () => {
  expect(rulesIn(live(infisicalSecret()), account as Manifest)).toEqual([]);
});

test('one that somebody wrote is none, and none is where nothing was exported', () => {
  expect(rulesIn(live(infisicalSecret()), cleaned as Manifest)).toContain('M6');
  expect(rulesIn(infisicalSecret(), account as Manifest)).toContain('M17');
});

test.each(['', 'metadata: null\n', 'metadata: [1]\n'])('an object that has no name is of no export: %j', (metadata) => {
  const { manifests } = manifestsIn(`apiVersion: v1\nkind: Secret\n${metadata}`, 'a.yaml');
  expect(withExportsOfOperator(manifests).map(({ isExport }) => isExport)).toEqual([undefined]);
});
