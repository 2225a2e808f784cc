import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { yamlDocument, yamlFile } from '../../lib/gitops/yaml-writer';
import { runs } from '../property-runs';
import { anyDocument, NASTY } from './any-document';

test('any document is written as cdk8s writes it, byte for byte', () => {
  fc.assert(
    fc.property(anyDocument, (value) => yamlDocument(value) === Yaml.stringify(value)),
    { numRuns: runs(100_000), seed: 1 },
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
