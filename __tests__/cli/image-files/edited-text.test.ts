import fc from 'fast-check';
import { withReferences } from '../../../cli/image-files/edited-text';
import { imageReferenceIn } from '../../../lib/images/image-reference';
import { DIGEST, imageFile, OTHER } from './image-file';

function edited(text: string, references: { [name: string]: string }): string {
  const given = Object.entries(references).map(([name, reference]) => [name, imageReferenceIn(reference)] as const);
  return withReferences(imageFile('prod', text), new Map(given));
}

test.each([
  ['flow', 'a: { image: a:1 }\n', 'a: { image: b:2 }\n'],
  ['flow over lines', 'a: {\n  image: a:1,\n}\n', 'a: {\n  image: b:2,\n}\n'],
  ['block', 'a:\n  image: a:1\n', 'a:\n  image: b:2\n'],
  ['deep indentation', 'a:\n        image:    a:1   \n', 'a:\n        image:    b:2   \n'],
  ['below its key', 'a:\n  image:\n    a:1\n', 'a:\n  image:\n    b:2\n'],
  ['double quotes', 'a: { "image": "a:1" }\n', 'a: { "image": "b:2" }\n'],
  ['escapes', 'a: { image: "\\x61:1" }\n', 'a: { image: "b:2" }\n'],
  ['single quotes', "a: { image: 'a:1' }\n", "a: { image: 'b:2' }\n"],
  ['JSON', '{"a":{"image":"a:1"}}', '{"a":{"image":"b:2"}}'],
  [
    'a marker of Flux',
    'a: { image: a:1 } # {"$imagepolicy": "f:a"}\n',
    'a: { image: b:2 } # {"$imagepolicy": "f:a"}\n',
  ],
  [
    'line endings of Windows',
    '# x\r\na: { image: a:1 }\r\nz: { image: a:1 }',
    '# x\r\na: { image: b:2 }\r\nz: { image: a:1 }',
  ],
  ['an anchor that nobody uses', 'a: { image: &x a:1 }\n', 'a: { image: &x b:2 }\n'],
  [
    'documents that begin and end',
    '%YAML 1.2\n---\na: { image: a:1 }\n...\n',
    '%YAML 1.2\n---\na: { image: b:2 }\n...\n',
  ],
])('of %s every other byte stays', (_, before, after) => {
  expect(edited(before, { a: 'b:2' })).toBe(after);
});

test('a reference that begins with a bracket is put in quotes', () => {
  expect(edited('a:\n  image: a:1\n', { a: '[::1]:5000/a:2' })).toBe('a:\n  image: "[::1]:5000/a:2"\n');
});

test.each(['a:\n  image: >-\n    a:1\n', 'a:\n  image: |-\n    a:1\n'])('%j is left to people', (text) => {
  expect(() => edited(text, { a: 'b:2' })).toThrow(
    'images/prod.yaml:2:10: a: its reference is not on one line: write it there by hand',
  );
});

test('several at once, in whatever order they stand', () => {
  const text = `b: { image: b:1 } # b\na: { image: a:1@${DIGEST} } # a\n`;
  expect(edited(text, { a: `a:2@${OTHER}`, b: 'registry.example/b:10' })).toBe(
    `b: { image: registry.example/b:10 } # b\na: { image: a:2@${OTHER} } # a\n`,
  );
});

const reference = fc
  .tuple(
    fc.constantFrom('a', 'docker.io/a', 'registry.example:5000/team/a', '[::1]/a', 'localhost/a_b'),
    fc.constantFrom('', ':1', ':v1.4.2-rc.1', ':0x10', ':null', ':1e3'),
    fc.constantFrom('', `@${DIGEST}`),
  )
  .map((parts) => parts.join(''))
  .filter((text) => /:\w[^/]*$/.test(text) && !/^\[[^/]*$/.test(text));
const form = fc.constantFrom<(name: string, image: string) => string>(
  (name, image) => `${name}: { image: "${image}" } # c\n`,
  (name, image) => `${name}:\n  # c\n  image: '${image}' # d\n\n`,
  (name, image) => `${name}: {image: "${image}"}\r\n`,
);

test('any edit is read back, and undone it is the text that was there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(form, reference, reference), { minLength: 1, maxLength: 5 }), (entries) => {
      const text = entries.map(([write, before], i) => write(`n${i}`, before)).join('');
      const references = (index: 1 | 2) => Object.fromEntries(entries.map((entry, i) => [`n${i}`, entry[index]]));
      const after = edited(text, references(2));
      expect(imageFile('prod', after).images.map(({ name }) => name)).toEqual(entries.map((_, i) => `n${i}`));
      expect(edited(after, references(1))).toBe(text);
    }),
  );
});
