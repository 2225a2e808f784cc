import { manifestsIn, type ReadManifests } from '../../../cli/manifests/read-manifests';
import { WrittenManifests } from '../../../cli/manifests/written-manifests';

const object = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more && `data:\n  a: ${more}\n`}`;

const said = ({ manifests, problems }: ReadManifests) => ({
  objects: manifests.map(({ manifest, line, column, placeAt }) => [
    manifest,
    line,
    column,
    placeAt(['metadata', 'name']),
  ]),
  problems,
});

test.each([
  ['objects', [object('a'), object('b', '1')]],
  ['nothing before the first, and comments', ['', '# a\n', object('a')]],
  ['one that is no object', ['a: 1\n', object('a')]],
  ['a character that parsers read differently', [object('a', '"x\u0085"'), object('b')]],
  ['such a character that a marker follows', [object('a', '"x\u2028---\n    y"'), object('b')]],
  ['a conflict of git', [object('a'), `<<<<<<< ours\n${object('b')}`]],
])('a file is read as any other one: %s', (_, documents) => {
  const text = documents.join('---\n');
  expect(said(new WrittenManifests().in(text, 'dist/a.yaml', 'dist'))).toEqual(
    said(manifestsIn(text, 'dist/a.yaml', 'dist')),
  );
});

test('what stands in a file before and now is one object', () => {
  const written = new WrittenManifests();
  const [[a], [b]] = [object('a'), `---\n${object('a')}`].map((text) => written.in(text, 'a.yaml', '').manifests);
  expect(b.manifest).toBe(a.manifest);
});
