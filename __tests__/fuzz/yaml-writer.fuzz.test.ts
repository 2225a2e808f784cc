import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { yamlDocument } from '../../lib/gitops/yaml-writer';
import { anyDocument } from '../gitops/any-document';

test('100,000 documents are written as cdk8s writes them, byte for byte', () => {
  fc.assert(
    fc.property(anyDocument, (value) => yamlDocument(value) === Yaml.stringify(value)),
    { numRuns: 100_000 },
  );
});
