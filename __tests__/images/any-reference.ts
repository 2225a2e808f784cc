import fc from 'fast-check';

export const DIGEST = `sha256:${'9b2c1b0a'.repeat(8)}`;

const part = fc.constantFrom(
  ...['orders', 'Orders', 'a', 'a__b', 'a___b', 'a-b', 'a--b', '-a', 'a.', 'a..b', '_', 'library', 'index.docker.io'],
  ...['docker.io', 'localhost', 'LOCALHOST', 'registry.example', 'registry.example:5000', 'r:0', '[::1]', '[::1]:5000'],
  ...['[::1', 'x'.repeat(250), 'é', ' ', '\n', '', '0', 'sha256', 'f'.repeat(64), 'https:', 'a_b', 'a.b_c', '1.4.2'],
);
const tag = fc.constantFrom(
  '',
  ':',
  ':1.4.2',
  ':latest',
  ':-1',
  ':.a',
  ':_a',
  `:${'t'.repeat(128)}`,
  `:${'t'.repeat(129)}`,
  ':é',
  ':1\n',
  ':1:2',
);
const digest = fc.constantFrom(
  ...[
    '',
    '@',
    `@${DIGEST}`,
    `@${DIGEST.toUpperCase()}`,
    `@${DIGEST}0`,
    `@${DIGEST.slice(0, -1)}`,
    `@sha512:${'0'.repeat(128)}`,
  ],
  ...[
    `@sha384:${'a'.repeat(96)}`,
    `@sha384:${'A'.repeat(96)}`,
    `@md5:${'0'.repeat(32)}`,
    `@${DIGEST}@${DIGEST}`,
    '@sha256:',
    `@sha256:${'g'.repeat(64)}`,
  ],
  `@${DIGEST}\n`,
);

/** A reference, or what is nearly one. */
export const anyReference = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), tag, digest)
  .map(([parts, behind, end]) => `${parts.join('/')}${behind}${end}`);
