// The JSON Schema of cdk8s-infisical.yaml for editors: what the reader goes by.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationSchema } from '../lib/configuration/schema';
import { ruleIds } from '../lib/validation/rule-list';

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'cdk8s-infisical.yaml',
  ...configurationSchema(ruleIds()),
};
writeFileSync(join(__dirname, '../schema.json'), `${JSON.stringify(schema, undefined, 2)}\n`);
