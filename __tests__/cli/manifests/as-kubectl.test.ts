import { manifestsInBytes } from '../../../cli/manifests/read-files';
import rows from '../../fixtures/kubectl-reads.json';

/** What the code of kubectl reads in hostile texts, or that it refuses them: tools/kubectl-reads asks it again. */
describe('a text is read as kubectl reads it, or is unread', () => {
  test.each(rows as { text: string; objects?: object[]; refused?: boolean }[])(
    '$text',
    ({ text, objects, refused }) => {
      const { manifests, problems } = manifestsInBytes(Buffer.from(text), { file: 'x.yaml', folder: '.' });
      if (refused && problems.length === 0) expect(manifests).toEqual([]);
      else if (problems.length === 0) expect(manifests.map(({ manifest }) => manifest)).toEqual(objects ?? []);
    },
  );

  /** Its code goes over a map whose order is another one in each run: of `y`, which is true, and "true", either wins. */
  test('two keys that are one for kubectl are unread', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ny: 1\n"true": 2\n';
    const { manifests, problems } = manifestsInBytes(Buffer.from(text), { file: 'x.yaml', folder: '.' });
    expect({ manifests, problems: problems.length }).toEqual({ manifests: [], problems: 1 });
  });

  test('and most are read', () => {
    const read = (rows as { text: string; refused?: boolean }[]).filter(
      ({ text, refused }) =>
        !refused && manifestsInBytes(Buffer.from(text), { file: 'x.yaml', folder: '.' }).problems.length === 0,
    );
    expect(read.length).toBeGreaterThan(50);
  });
});
