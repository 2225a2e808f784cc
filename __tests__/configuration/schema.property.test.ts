import Ajv from 'ajv';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { parseDocument, stringify } from 'yaml';
import { configurationSchema } from '../../lib/configuration/schema';
import { schemaMistakes } from '../../lib/configuration/schema-mistakes';
import type { Schema } from '../../lib/configuration/schema-parts';
import { isMistake, partsOf } from '../../lib/configuration/yaml-parts';
import { runs } from '../property-runs';
import { RULES } from './reading';

const SCHEMA = configurationSchema(RULES);
const accepts = new Ajv({ strict: true, allErrors: true, keywords: ['errorMessage'] }).compile(SCHEMA);

/** Whether the reader takes the form of a value. */
function isRead(value: unknown): boolean {
  const part = partsOf(stringify(value), yaml);
  if (isMistake(part)) throw new Error(part.message);
  return schemaMistakes(part, SCHEMA).length === 0;
}

const ODD = fc.constantFrom<unknown>(
  null,
  true,
  3,
  1.5,
  '',
  ' ',
  'a',
  '..',
  '../a',
  'a/../b',
  '**',
  'a**',
  '/a',
  'https://',
  'v1',
  [],
  {},
  ['a'],
);

/** Each of them fits somewhere. */
const WORDS: readonly string[] = [
  'shop',
  'shop-staging',
  'Deployment/orders',
  'https://secrets.example.com',
  'http://inside:8080/infisical',
  'v0.11.5',
  '1.34',
  'v1.34.2-gke.1',
  'certs/ca.pem',
  'dist/**',
  'dist/**/*.y?ml',
  'app.kubernetes.io/instance',
  '2f1c7f3a-0000-4000-8000-000000000001',
  '0123456789abcdef01234567',
  'somebody knows why',
  'n'.repeat(64),
];
const TEXT = fc.string({ unit: 'grapheme-ascii' }).filter(isPlain);

/** Values that fit the schema in most parts. */
function like(schema: Schema): fc.Arbitrary<unknown> {
  const right = fitting(schema);
  return fc.oneof({ weight: 100, arbitrary: right }, { weight: 1, arbitrary: ODD });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.type === 'array') return fc.array(like(schema.items), { maxLength: 3 });
  if (schema.type === 'string') {
    const { pattern = '', enum: names = WORDS } = schema;
    const right = fc.constantFrom(...names.filter((name) => new RegExp(pattern, 'u').test(name)));
    const pair = fc.tuple(right, right).map(([one, other]) => `${one}/${other}`);
    const any = fc.oneof(fc.constantFrom(...WORDS), pair, TEXT);
    return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: any });
  }
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, like(one)]));
  const requiredKeys = [...(schema.required ?? [])];
  const exact = fc.record(properties, { requiredKeys });
  const loose = fc.record({ ...properties, other: fc.constant('a') }, { requiredKeys: [] });
  return fc.oneof({ weight: 40, arbitrary: exact }, { weight: 1, arbitrary: loose });
}

/** What YAML gives back as it was. */
function isPlain(text: string): boolean {
  return parseDocument(stringify(text)).toJS() === text;
}

test('the reader takes what the schema takes, and nothing else', () => {
  let [taken, refused] = [0, 0];
  fc.assert(
    fc.property(like(SCHEMA), (value) => {
      const isValid = accepts(value);
      if (isValid) taken++;
      else refused++;
      expect(isRead(value)).toBe(isValid);
    }),
    { numRuns: runs(10_000) },
  );
  // A property that only ever sees one of both says nothing.
  expect(Math.min(taken, refused)).toBeGreaterThan(1);
});
