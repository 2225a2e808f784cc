import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { yamlDocument, yamlFile } from '../../lib/gitops/yaml-writer';
import { runs } from '../property-runs';

const NASTY = [
  ...[
    '1',
    '1.5',
    '-1',
    '+1',
    '1e3',
    '0o17',
    '0x1F',
    'e0',
    'E12',
    'e+1',
    '0b11',
    '017',
    '1_000',
    '.5',
    '5.',
    '.inf',
    '-.inf',
    '.nan',
    '12:30:45',
    '3000:3000',
  ],
  ...['yes', 'No', 'ON', 'off', 'y', 'N', 'true', 'False', 'null', 'Null', '~', '', '=', '<<', 'Infinity', 'NaN'],
  ...['2026-11-24', '2026-11-24T10:00:00Z', '2001-12-14 21:59:43.10 -5'],
  ...[
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a\tb',
    ' ',
    '\n',
    'a\n',
    '\na',
    'a\nb',
    'a\n\nb',
    'a\n\n',
    ' a\nb',
    'a \nb',
    'a\n b\n',
    'a\r\nb',
    '\r',
    'a\n  \nb',
  ],
  ...[
    'a: b',
    'a:b',
    'a:',
    ':a',
    'a #b',
    'a#b',
    '#a',
    '- a',
    '-',
    '-a',
    '? a',
    '?',
    '?a',
    '! a',
    '&a',
    '*a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
  ],
  ...[
    "it's",
    '"q"',
    `'"`,
    '\\',
    'a\\nb',
    '{a}',
    '[a]',
    'a, b',
    '{{ .KEY }}',
    '---',
    '---a',
    '...',
    '--- a\nb',
    'a\n---\nb',
    '%TAG',
  ],
  ...['é', '日本語', '😀', '\u2028', '\u0000', '\u007f', '\ud800', 'a\u00a0b', '\ufeff'],
  ...[
    'a'.repeat(200),
    'word '.repeat(60),
    `${'x'.repeat(90)}\n${'y '.repeat(60)}`,
    '-----BEGIN KEY-----\nMII\n-----END KEY-----\n',
  ],
  ...[
    'app-image:latest',
    'https://app.infisical.com/api',
    'registry.example.com/a/b@sha256:0123',
    'app.kubernetes.io/name',
    'a-',
    'a  b',
  ],
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map(([a, b]) => a + b) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 ._:/-]{0,12}$/) },
);
const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e21, 2 ** 53, 1.1, 1e-7)) },
  { weight: 1, arbitrary: fc.constantFrom(true, false, null, undefined) },
);
const key = fc.oneof(
  { weight: 20, arbitrary: fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'app.kubernetes.io/name',
      'secrets.infisical.com/auto-reload',
      '.dockerconfigjson',
      'tls.crt',
    ),
  },
  { weight: 1, arbitrary: text },
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 5, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('tree'), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }) },
  ),
}));
const document = fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true });

test('any document is written as cdk8s writes it, byte for byte', () => {
  fc.assert(
    fc.property(document, (value) => yamlDocument(value) === Yaml.stringify(value)),
    { numRuns: runs(250_000), seed: 1 },
  );
});

describe.each(NASTY.map((value) => [JSON.stringify(value).slice(0, 40), value]))('%s', (_, value) => {
  test('in every place', () => {
    for (const place of [
      { a: value },
      { a: [value] },
      { a: { b: { c: value } } },
      { a: [[value, { b: value }]] },
      { [value]: 1 },
    ]) {
      expect(yamlDocument(place)).toBe(Yaml.stringify(place));
    }
  });
});

test('what JSON does not have is written as cdk8s writes it', () => {
  const shared = { a: 1 };
  const values = [{ a: shared, b: shared }, { a: new Date(0) }, { a: new Map([['b', 1]]) }, {}, [], 'text', undefined];
  for (const value of values) expect(yamlDocument(value)).toBe(Yaml.stringify(value));
});

test('several documents are one file', () => {
  const documents = [{ a: 1 }, undefined, { b: 2 }];
  expect(yamlFile(documents, (document) => document)).toBe(Yaml.stringify(...documents));
});
