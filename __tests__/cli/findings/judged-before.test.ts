import { findingsIn } from '../../../cli/findings/input-findings';
import { judgedOnce } from '../../../cli/findings/judged-before';
import { manifestsIn, type ReadManifest } from '../../../cli/manifests/read-manifests';

const TEXT = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Shop\n';
const read = () => manifestsIn(TEXT, 'shop.yaml').manifests;
const unasked = () => {
  throw new Error('the rules are asked again');
};

test('of the same manifests the rules are asked once, and their findings are about those that are asked about now', () => {
  const first = read();
  const found = findingsIn(first, { operator: { operatorVersion: undefined } });
  expect(found.map((one) => one.finding.rule)).toEqual(['N1']);
  const [again] = first.map((one): ReadManifest => ({ ...one, isExport: false }));
  expect(judgedOnce([again], { variablesFilledIn: [] }, unasked)).toEqual([{ ...found[0], read: again }]);
});

test.each([
  [
    'another object',
    (all: readonly ReadManifest[]) => all.map((one) => ({ ...one, manifest: { ...one.manifest } })),
    {},
  ],
  ['one that is an export', (all: readonly ReadManifest[]) => all.map((one) => ({ ...one, isExport: true })), {}],
  ['another file', (all: readonly ReadManifest[]) => all.map((one) => ({ ...one, file: 'other.yaml' })), {}],
  ['fewer of them', () => [], {}],
  ['another release', (all: readonly ReadManifest[]) => all, { kubernetesVersion: '1.31' }],
  ['another operator', (all: readonly ReadManifest[]) => all, { operator: { operatorVersion: 'v0.11.5' } }],
  ['variables', (all: readonly ReadManifest[]) => all, { variablesFilledIn: ['NAME'] }],
])('they are asked again about %s', (_, changed, known) => {
  const first = read();
  findingsIn(first);
  expect(judgedOnce(changed(first), known, () => [])).toEqual([]);
});
