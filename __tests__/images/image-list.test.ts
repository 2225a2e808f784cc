import * as yaml from 'yaml';
import { imageListIn } from '../../lib/images/image-list';
import { referenceText } from '../../lib/images/image-reference';
import { DIGEST } from './any-reference';

function imagesIn(text: string): { [name: string]: string } {
  const { images, problems } = imageListIn(text, yaml);
  expect(problems).toEqual([]);
  return Object.fromEntries(images.map(({ name, reference }) => [name, referenceText(reference)]));
}

function problemsIn(text: string): string[] {
  return imageListIn(text, yaml).problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

test('flow and block form, quotes, comments and markers of Flux', () => {
  const text = `# what runs in prod
orders: { image: registry.example/orders:1.4.2@${DIGEST} } # pinned
payments:
  image: "registry.example/payments:2.0.1" # {"$imagepolicy": "flux-system:payments"}
team/web:
  # in single quotes
  image: 'web:3'
`;
  expect(imagesIn(text)).toEqual({
    orders: `registry.example/orders:1.4.2@${DIGEST}`,
    payments: 'registry.example/payments:2.0.1',
    'team/web': 'web:3',
  });
});

test.each(['', '# nothing yet\n', '{}', '---\n'])('%j has none', (text) => {
  expect(imagesIn(text)).toEqual({});
});

test('each image has its place, and that of its reference in the text', () => {
  const text = 'a: { image: "a:1" }\r\nb:\r\n  image: b:2\r\n';
  const { images } = imageListIn(text, yaml);
  expect(images.map(({ place, range: [from, to] }) => [place, text.slice(from, to)])).toEqual([
    [{ line: 1, column: 13 }, '"a:1"'],
    [{ line: 3, column: 10 }, 'b:2'],
  ]);
});

const WHOLE = 'write the whole reference: registry.example/orders:1.4.2';
const FORM = 'write `orders: { image: registry.example/orders:1.4.2 }`';

test.each([
  [
    'orders: { image: a:1 }\norders: { image: a:2 }',
    '2:1: this is no YAML: the field "orders" stands in its map twice',
  ],
  ['- orders: { image: a:1 }', `1:1: it is no list of images: ${FORM}`],
  ['orders', `1:1: it is no list of images: ${FORM}`],
  ['orders: registry.example/orders:1', `1:9: orders: found a text, ${FORM}`],
  ['orders: 1.4', `1:9: orders: found the number 1.4, ${FORM}`],
  ['orders:', `1:8: orders: found nothing, ${FORM}`],
  ['orders: {}', `1:9: orders: it has no image: ${FORM}`],
  ['orders: { image: 1.4 }', `1:18: orders: found the number 1.4, ${WHOLE}`],
  ['orders: { image: null }', `1:18: orders: found nothing, ${WHOLE}`],
  ['orders: { image: [a] }', `1:18: orders: found a list, ${WHOLE}`],
  [
    'orders: { image: orders }',
    '1:18: orders: "orders" has neither tag nor digest, so that nobody knows what runs: write "orders:1.4.2", with the tag that is meant',
  ],
  ['orders: { image: " orders:1" }', '1:18: orders: " orders:1" has a blank, or a character that no image has'],
  [
    'orders: { image: "orders:1\\n\\e[31m" }',
    '1:18: orders: (a text, 14 characters) has a blank, or a character that no image has',
  ],
  [
    'orders: { image: a:1, tag: "2" }',
    '1:23: orders: "tag" belongs into the reference: write image: registry.example/orders:1.4.2, and a digest behind that with an "@"',
  ],
  ['orders: { imgae: a:1 }', '1:11: orders: the field "imgae" is unknown: did you mean "image"?'],
  ['orders: { image: a:1, replicas: 2 }', '1:23: orders: the field "replicas" is unknown: it takes "image" alone'],
  [
    '__proto__: { image: a:1 }',
    '1:1: "__proto__" is no name of an image: write letters, digits, "-", "_", "." and "/", beginning and ending with a letter or a digit',
  ],
  [
    'a: { image: &x a:1 }\nb: { image: *x }',
    '2:13: b: it comes from an alias (*), and each image has a line of its own: write the reference there',
  ],
  [
    'a: &x { image: a:1 }\nb: *x',
    '2:4: b: it comes from an alias (*), and each image has a line of its own: write the reference there',
  ],
  ['<<<<<<< HEAD\na: { image: a:1 }\n', '1:1: it has conflict markers of git: resolve the merge'],
  [
    `a: { image: "${'x'.repeat(2_000)}" }`,
    '1:13: a: a text of 2000 characters has 2000 characters, which no image has',
  ],
])('%j is refused', (text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('all that is wrong is told at once, and what is right is read', () => {
  const list = imageListIn('a: { image: a:1 }\nb: 2\nc: { image: C:1 }\n', yaml);
  expect(list.images.map(({ name }) => name)).toEqual(['a']);
  expect(list.names).toEqual(['a', 'b', 'c']);
  expect(list.problems).toHaveLength(2);
});

test('aliases of aliases come to an end', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`),
  ].join('\n');
  expect(problemsIn(bomb)).toEqual([expect.stringContaining('it has more than 100000 values')]);
});

test('what looks like a credential is not repeated', () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  for (const text of [
    `orders: { image: ${token} }`,
    `${token}: { image: a:1 }`,
    `orders: { image: "u:${token}@host/a:1" }`,
  ]) {
    expect(problemsIn(text).join()).not.toContain(token);
    expect(problemsIn(text)).toHaveLength(1);
  }
});
