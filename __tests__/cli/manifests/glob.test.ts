import { fitsGlob } from '../../../cli/manifests/glob';

test.each<[pattern: string, fitting: string[], others: string[]]>([
  ['dist/a.yaml', ['dist/a.yaml'], ['dist/aXyaml', 'a.yaml', 'dist/a.yaml/b']],
  ['dist/*.yaml', ['dist/a.yaml', 'dist/.yaml'], ['dist/a/b.yaml', 'dist/a.yml']],
  ['dist/?.yaml', ['dist/a.yaml', 'dist/\u{1F600}.yaml'], ['dist/ab.yaml', 'dist/.yaml']],
  ['dist/**', ['dist/a', 'dist/a/b/c.yaml'], ['other/a', 'distant/a']],
  ['**/a.yaml', ['a.yaml', 'b/a.yaml', 'b/c/a.yaml'], ['b/ba.yaml']],
  ['a/**/b/**/c', ['a/b/c', 'a/x/b/y/z/c', 'a/b/b/c/c'], ['a/c', 'a/b', 'b/c']],
  ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a/b']],
])('the pattern %s', (pattern, fitting, others) => {
  expect(fitting.filter((path) => !fitsGlob(path, pattern))).toEqual([]);
  expect(others.filter((path) => fitsGlob(path, pattern))).toEqual([]);
});

test('a pattern of nothing but stars takes no longer than others', () => {
  expect(fitsGlob('a'.repeat(2_000), `${'*a'.repeat(500)}b`)).toBe(false);
});
