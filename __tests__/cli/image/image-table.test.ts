import { areEqual, imageTable } from '../../../cli/image/image-table';
import { DIGEST, imageFile, OTHER } from '../image-files/image-file';

const STAGING = imageFile(
  'staging',
  `orders: { image: registry.example/orders:1.5.0 }\npayments: { image: p:2@${DIGEST} }\nweb: { image: web:3 }\nnew: { image: new:1 }\n`,
);
const PROD = imageFile(
  'prod',
  `orders: { image: registry.example/orders:1.4.2 }\npayments: { image: p:2@${OTHER} }\nweb: { image: web:3 }\n`,
);

test('environments side by side, and what differs is marked', () => {
  expect(imageTable([STAGING, PROD], 80)).toBe(`             staging           prod
~ orders     1.5.0             1.4.2
~ payments   2 @9b2c1b0a9b2c   2 @77aa1b0a77aa
  web        3                 3
~ new        1                 -
`);
});

test('a block for each image where the terminal is narrower', () => {
  expect(imageTable([STAGING, PROD], 40)).toContain('~ orders\n    staging  1.5.0\n    prod     1.4.2\n~ payments\n');
});

test('another repository is shown', () => {
  const [a, b] = [
    imageFile('a', `x: { image: r.example/x:1@${DIGEST} }`),
    imageFile('b', 'x: { image: s.example/x:1 }'),
  ];
  expect(imageTable([a, b], 80)).toBe(
    `      a                             b
~ x   r.example/x:1 @9b2c1b0a9b2c   s.example/x:1
`,
  );
});

test('digests that begin alike are shown as a whole', () => {
  const like = `${DIGEST.slice(0, -1)}0`;
  const table = imageTable(
    [imageFile('a', `x: { image: x:1@${DIGEST} }`), imageFile('b', `x: { image: x:1@${like} }`)],
    300,
  );
  expect(table).toContain(DIGEST);
  expect(table).toContain(like);
});

test('a file without images', () => {
  expect(imageTable([imageFile('prod', '# none\n')], 80)).toBe('images/prod.yaml has no image\n');
});

test('environments are equal where all have the same, and one alone is not compared', () => {
  const [a, b] = ['a', 'b'].map((name) => imageFile(name, 'web: { image: web:3 }\n'));
  expect(areEqual([a, b])).toBe(true);
  expect(areEqual([a])).toBe(false);
  expect(areEqual([STAGING, PROD])).toBe(false);
  expect(areEqual([a, imageFile('c', '# none\n')])).toBe(false);
});
