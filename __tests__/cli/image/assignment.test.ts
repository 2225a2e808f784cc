import { assignedImages } from '../../../cli/image/assignment';
import { referenceText } from '../../../lib/images/image-reference';
import { DIGEST, imageFile, OTHER } from '../image-files/image-file';

const FILE = imageFile(
  'staging',
  `orders: { image: registry.example/orders:1.4.2@${DIGEST} }\npayments: { image: "payments@${DIGEST}" }\n`,
);

function assigned(...given: string[]): { [name: string]: string } {
  return Object.fromEntries(assignedImages(given, FILE).map(({ name, to }) => [name, referenceText(to)]));
}

test.each([
  ['orders=1.4.3', 'registry.example/orders:1.4.3'],
  [`orders=1.4.3@${OTHER}`, `registry.example/orders:1.4.3@${OTHER}`],
  [`orders=@${OTHER}`, `registry.example/orders:1.4.2@${OTHER}`],
  ['orders=registry.example/team/orders:2', 'registry.example/team/orders:2'],
  [`orders=registry.example/orders@${OTHER}`, `registry.example/orders@${OTHER}`],
  ['orders=orders:2', 'orders:2'],
])('%s', (argument, reference) => {
  expect(assigned(argument)).toEqual({ orders: reference });
});

test('a digest alone stays without a tag', () => {
  expect(assigned(`payments=@${OTHER}`)).toEqual({ payments: `payments@${OTHER}` });
});

test('several at once', () => {
  expect(Object.keys(assigned('orders=2', 'payments=3'))).toEqual(['orders', 'payments']);
});

test.each([
  ['ordres=1', '"ordres=…": images/staging.yaml has no image "ordres": did you mean "orders"?'],
  [
    'web=1',
    '"web=…": images/staging.yaml has no image "web": it has "orders", "payments"; a new one gets its first line there by hand: `name: { image: repository:tag }`',
  ],
  [
    '__proto__=1',
    '"__proto__=…": images/staging.yaml has no image "__proto__": it has "orders", "payments"; a new one gets its first line there by hand: `name: { image: repository:tag }`',
  ],
  ['orders', '"orders": it says no image: write orders=1.4.3'],
  ['orders:1.4.3', '"orders:1.4.3": it says no image: write orders=1.4.3'],
  ['orders=', '"orders=…": nothing stands behind the "=": is the variable set that has the tag?'],
  ['orders=undefined', '"orders=…": "undefined" is what a program writes for a value that is not set: set it'],
  ['orders=null', '"orders=…": "null" is what a program writes for a value that is not set: set it'],
  [`orders=${DIGEST}`, '"orders=…": a digest stands behind an "@": write orders=@sha256:…'],
  ['orders=1@sha256:abc', '"orders=…": it has a digest of 3 digits, sha256 has 64: copy it as a whole'],
  ['orders=1.4.3 ', expect.stringContaining('"orders=…": it has no valid tag')],
  ['orders=1\nevil: { image: x:1 }', expect.stringContaining('"orders=…": its image has a blank')],
  ['orders=registry.example/orders', '"orders=…": it has neither tag nor digest'],
  ['orders=registry.example/Orders:1', '"orders=…": its image has capital letters in its name: write them small'],
  ['\u001b[31m=1', expect.not.stringContaining('\u001b')],
])('%j is refused', (argument, message) => {
  expect(() => assigned(argument)).toThrow(expect.objectContaining({ problems: [message] }));
});

test('all that is wrong is told at once', () => {
  expect(() => assigned('orders=1', 'orders=2', 'web=1', 'x')).toThrow(
    expect.objectContaining({
      problems: [
        '"orders=…": it gives orders a second image: write one',
        expect.stringContaining('has no image "web"'),
        '"x": it says no image: write orders=1.4.3',
      ],
    }),
  );
});
