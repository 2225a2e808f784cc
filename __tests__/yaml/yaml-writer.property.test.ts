import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { isReadAlike } from '../../lib/yaml/read-alike';
import { unusualDocument } from '../../lib/yaml/unusual-document';
import { yamlDocument, yamlFile } from '../../lib/yaml/yaml-writer';
import { runs } from '../property-runs';
import { anyDocument, NASTY } from './any-document';

/** Whether some reader takes what cdk8s writes for something else. */
function isMisread(value: unknown): boolean {
  if (typeof value === 'number') return /^-?\d+e/.test(String(value));
  if (typeof value === 'string') return !isReadAlike(value, Yaml.stringify({ k: value }).slice('k: '.length, -1));
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(isMisread);
}

/** The value as JSON has it, with null for what is not there. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one) => one ?? null));
}

describe('any document', () => {
  test('is written as cdk8s writes it, byte for byte, where all readers take that for what was meant', () => {
    fc.assert(
      fc.property(anyDocument, (value) => isMisread(value) || yamlDocument(value) === Yaml.stringify(value)),
      { numRuns: runs(100_000), seed: 1 },
    );
  });

  test('differs in nothing but the scalars concerned where they do not', () => {
    fc.assert(
      fc.property(anyDocument, (value) => expect(yamlDocument(value)).toBe(unusualDocument(value))),
      { numRuns: runs(30_000), seed: 2 },
    );
  });

  test.each(['1.1', '1.2'] as const)('comes back from a reader of YAML %s', (version) => {
    fc.assert(
      fc.property(anyDocument, (value) => {
        expect(asJson(parse(yamlDocument(value), { version, merge: true }))).toEqual(asJson(value));
      }),
      { numRuns: runs(30_000), seed: 3 },
    );
  });
});

describe.each(NASTY.map((value) => [JSON.stringify(value).slice(0, 40), value]))('%s', (_, value) => {
  test('in every place', () => {
    for (const place of [
      { a: value },
      { a: [value] },
      { a: { b: { c: value } } },
      { a: [[value, { b: value }]] },
      { [value]: 1 },
      { a: [{ [value]: { [value]: [value] } }] },
    ]) {
      expect(yamlDocument(place)).toBe(isMisread(value) ? unusualDocument(place) : Yaml.stringify(place));
      expect(parse(yamlDocument(place), { version: '1.1', merge: true })).toEqual(place);
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
  const unwritten = jest.fn();
  expect(yamlFile(documents, (document) => document, unwritten)).toBe(Yaml.stringify(...documents));
  expect(unwritten).not.toHaveBeenCalled();
});
