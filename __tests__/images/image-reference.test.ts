import fc from 'fast-check';
import { imageReferenceIn, NoReference, referenceText } from '../../lib/images/image-reference';
import { anyReference, DIGEST } from './any-reference';

test.each([
  ['orders:1.4.2', { repository: 'orders', tag: '1.4.2' }],
  [`registry.example:5000/team/orders@${DIGEST}`, { repository: 'registry.example:5000/team/orders', digest: DIGEST }],
  [`[::1]:5000/orders:1@${DIGEST}`, { repository: '[::1]:5000/orders', tag: '1', digest: DIGEST }],
  ['registry.example/orders', { repository: 'registry.example/orders' }],
])('%s is a reference', (text, parts) => {
  expect(imageReferenceIn(text)).toEqual(parts);
});

test.each([
  ['', 'has no name before its tag or digest'],
  [':1.4.2', 'has no name before its tag or digest'],
  ['https://registry.example/orders:1', 'is a URL: leave out what stands up to "://"'],
  ['registry.example/Orders:1', 'has capital letters in its name: write them small'],
  ['orders:1.4.2\nevil', 'has a blank, or a character that no image has'],
  ['orders: 1.4.2', 'has a blank, or a character that no image has'],
  ['orders:-1', expect.stringMatching(/^has no valid tag: /)],
  ['orders@1.4.2', 'has no valid digest: it begins with "sha256:", behind "@"'],
  [`orders@${DIGEST.slice(0, -1)}`, 'has a digest of 63 digits, sha256 has 64: copy it as a whole'],
  [`orders@sha256:${'A'.repeat(64)}`, 'has a digest with more than 0-9 and a-f: copy it as it is'],
  ['orders@__proto__:1', 'has no valid digest: it begins with "sha256:", behind "@"'],
  ['a'.repeat(300), 'has a name of 308 characters, 255 are allowed'],
  ['f'.repeat(64), 'is an id, and no name of an image'],
  ['a/'.repeat(100_000), 'has 200000 characters, which no image has'],
])('%j is none', (text, message) => {
  expect(() => imageReferenceIn(text)).toThrow(NoReference);
  expect(() => imageReferenceIn(text)).toThrow(expect.objectContaining({ message }));
});

test('a reference is written as it was read', () => {
  fc.assert(
    fc.property(anyReference, (text) => {
      let read: ReturnType<typeof imageReferenceIn>;
      try {
        read = imageReferenceIn(text);
      } catch {
        return true;
      }
      return referenceText(read) === text;
    }),
  );
});
